package dev.adit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adit.admin.Rereading;
import dev.adit.config.AditConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import dev.adit.guard.AddressView;
import dev.adit.guard.Guard;
import dev.adit.guard.Refusal;
import dev.adit.sim.PoolAddress;
import dev.adit.sim.SimMiners;
import dev.adit.sim.SimMinersSettings;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A real gateway with a pool behind it, at whose door miners come from any address of 127.0.0.0/8.
@SuppressWarnings("try") // what interrupts a close ends the test
final class FrontDoor implements AutoCloseable {
  private static final String LOGIN =
      """
      {"id":1,"method":"mining.subscribe","params":["m"]}
      {"id":2,"method":"mining.authorize","params":["w.rig","x"]}
      """;
  static final String PING = "{\"id\":7,\"method\":\"mining.ping\",\"params\":[]}\n";
  static final String HELLO = LOGIN + PING;

  private final Path directory;
  private final String host;
  private final SimPool pool;
  private final List<Socket> sockets = new ArrayList<>();
  private @Nullable Gateway gateway;
  private int port;

  FrontDoor(Path directory) throws Exception {
    this(directory, "127.0.0.1");
  }

  /// @param host where it listens
  FrontDoor(Path directory, String host) throws Exception {
    this.directory = directory;
    this.host = host;
    this.pool = SimPool.start(new SimPoolSettings().difficulty(1e-6));
  }

  AditConfig config(String listener, String guard) throws IOException {
    String text =
        """
        [admin]
        listen = ""
        [[pool]]
        name = "main"
        url = "stratum+tcp://127.0.0.1:%d"
        user = "wallet.rig"
        [[listener]]
        name = "farm"
        bind = "%s:%d"
        mode = "proxy"
        pools = ["main"]
        %s
        [guard]
        %s
        """
            .formatted(pool.port(), host, port, listener, guard);
    Path file = Files.writeString(directory.resolve("adit.toml"), text);
    return ((LoadResult.Loaded) ConfigLoader.load(file)).config();
  }

  /// @param listener keys of the listener
  /// @param guard keys of the guard
  Guard open(String listener, String guard) throws Exception {
    Gateway opened = new Gateway(config(listener, guard), directory, Rereading.NEVER);
    gateway = opened;
    port = Integer.parseInt(opened.start().getFirst().replaceFirst(".*:", ""));
    return opened.guard();
  }

  Rereading.Outcome reload(AditConfig next) {
    return Objects.requireNonNull(gateway).reload(next);
  }

  /// So that it can be opened again.
  void shut() throws InterruptedException {
    if (gateway != null) {
      gateway.stop();
      gateway = null;
    }
  }

  SimMiners mine(int count, double hashesPerSecond) {
    return SimMiners.start(
        new SimMinersSettings()
            .pool(new PoolAddress(address(), false))
            .count(count)
            .hashrate(hashesPerSecond)
            .threads(1));
  }

  int port() {
    return port;
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setSoTimeout(20_000);
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(address());
    return socket;
  }

  static void say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write(words.getBytes(UTF_8));
  }

  /// The next line; null where the connection is closed. Nothing of what follows the line may be
  /// heard later.
  static @Nullable String hear(Socket socket) throws IOException {
    try {
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    } catch (SocketTimeoutException silent) {
      throw silent;
    } catch (IOException reset) {
      return null;
    }
  }

  static void hearTheEnd(Socket socket) throws IOException {
    while (hear(socket) != null) {
      // what was said to it before
    }
  }

  static boolean isServed(Socket socket) throws IOException {
    try {
      say(socket, HELLO);
    } catch (IOException reset) {
      return false;
    }
    return hear(socket) != null;
  }

  boolean isServed(String from) throws IOException {
    return isServed(connect(from));
  }

  static AddressView view(Guard guard, String address) throws IOException {
    return guard.address(InetAddress.getByName(address), System.nanoTime()).orElseThrow();
  }

  static long refused(Guard guard, Refusal why) {
    return guard.counts(System.nanoTime()).done().refused().getOrDefault(why, 0L);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (Socket socket : sockets) {
      socket.close();
    }
    shut();
    pool.close();
  }
}
