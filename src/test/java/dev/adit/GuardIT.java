package dev.adit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.Rereading;
import dev.adit.config.AditConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import dev.adit.guard.AddressView;
import dev.adit.guard.BanReason;
import dev.adit.guard.Guard;
import dev.adit.guard.Refusal;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The guard in front of a real door, asked from several addresses of this machine.
@Timeout(120)
class GuardIT {
  private static final String PING = "{\"id\":7,\"method\":\"mining.ping\",\"params\":[]}\n";
  private static final String LOGIN =
      """
      {"id":1,"method":"mining.subscribe","params":["m"]}
      {"id":2,"method":"mining.authorize","params":["w.rig","x"]}
      """;

  @TempDir private Path directory;
  private SimPool pool;
  private @Nullable Gateway gateway;
  private int port;
  private final List<Socket> sockets = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set by JUnit
  GuardIT() {}

  @BeforeEach
  void openPool() throws Exception {
    pool = SimPool.start(new SimPoolSettings().difficulty(1e-6));
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    stopGateway();
    pool.close();
  }

  private void stopGateway() throws InterruptedException {
    if (gateway != null) {
      gateway.stop();
      gateway = null;
    }
  }

  private AditConfig config(String listener, String guard) throws IOException {
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
        bind = "127.0.0.1:%d"
        mode = "proxy"
        pools = ["main"]
        %s
        [guard]
        %s
        """
            .formatted(pool.port(), port, listener, guard);
    Path file = Files.writeString(directory.resolve("adit.toml"), text);
    return ((LoadResult.Loaded) ConfigLoader.load(file)).config();
  }

  private Guard open(String listener, String guard) throws Exception {
    Gateway opened = new Gateway(config(listener, guard), directory, Rereading.NEVER);
    gateway = opened;
    port = Integer.parseInt(opened.start().getFirst().replaceFirst(".*:", ""));
    return opened.guard();
  }

  private Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setSoTimeout(20_000);
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static void say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write(words.getBytes(UTF_8));
  }

  private static @Nullable String hear(Socket socket) throws IOException {
    try {
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    } catch (SocketTimeoutException silent) {
      throw silent;
    } catch (IOException reset) {
      return null;
    }
  }

  private static boolean isServed(Socket socket) throws IOException {
    try {
      say(socket, LOGIN + PING);
    } catch (IOException reset) {
      return false;
    }
    return hear(socket) != null;
  }

  private boolean isServed(String from) throws IOException {
    return isServed(connect(from));
  }

  private static AddressView view(Guard guard, String address) throws IOException {
    return guard.address(InetAddress.getByName(address), System.nanoTime()).orElseThrow();
  }

  private static long refused(Guard guard, Refusal why) {
    return guard.counts(System.nanoTime()).done().refused().getOrDefault(why, 0L);
  }

  @Nested
  class Caps {
    @Test
    void refuseWhoHasTooManyConnectionsAndNobodyElse() throws Exception {
      Guard guard = open("", "max_per_ip = 2\nban = \"1h\"");
      Socket first = connect("127.0.0.2");
      assertThat(isServed(first)).isTrue();
      assertThat(isServed("127.0.0.2")).isTrue();
      assertThat(isServed("127.0.0.2")).isFalse();
      assertThat(isServed("127.0.0.3")).isTrue();
      say(first, PING);
      assertThat(hear(first)).as("what is open stays").isNotNull();
      first.close();
      assertThat(isServed("127.0.0.2")).as("banned").isFalse();
      assertThat(refused(guard, Refusal.PER_IP)).isEqualTo(1);
      assertThat(refused(guard, Refusal.BANNED)).isEqualTo(1);
    }

    @Test
    void liftABanWhenItsTimeIsUp() throws Exception {
      Guard guard = open("", "max_per_ip = 1\nban = \"1s\"");
      Socket first = connect("127.0.0.2");
      assertThat(isServed(first)).isTrue();
      assertThat(isServed("127.0.0.2")).isFalse();
      first.close();
      while (view(guard, "127.0.0.2").banned()) {
        Thread.onSpinWait();
      }
      assertThat(isServed("127.0.0.2")).isTrue();
    }

    @Test
    void makeRoomInAFullListenerOnlyForTheProven() throws Exception {
      open("max_miners = 2", "newcomer_grace = \"1h\"");
      assertThat(isServed("127.0.0.2")).isTrue();
      assertThat(isServed("127.0.0.3")).isTrue();
      assertThat(isServed("127.0.0.4")).isFalse();
    }

    @Test
    void closeAnIdleConnectionForANewcomerOnceItsGraceIsOver() throws Exception {
      open("max_miners = 1", "newcomer_grace = \"0s\"");
      Socket idle = connect("127.0.0.2");
      assertThat(isServed(idle)).isTrue();
      assertThat(isServed("127.0.0.3")).isTrue();
      while (hear(idle) != null) {
        // what was said to it before
      }
    }
  }

  @Nested
  class Points {
    @Test
    @DisplayName("T39 an address with noise only is banned, and its connections are closed")
    void banWhoMakesNoise() throws Exception {
      Guard guard = open("", "ban_points = 3");
      Socket quiet = connect("127.0.0.2");
      for (int i = 0; i < 4; i++) {
        Socket noisy = connect("127.0.0.2");
        say(noisy, "GET / HTTP/1.1\n");
        assertThat(hear(noisy)).isNull();
      }
      assertThat(hear(quiet)).isNull();
      assertThat(view(guard, "127.0.0.2").banned()).isTrue();
      assertThat(isServed("127.0.0.2")).isFalse();
      assertThat(isServed("127.0.0.3")).isTrue();
    }

    @Test
    void countAMissingLogin() throws Exception {
      Guard guard = open("", "login_timeout = \"1s\"");
      Socket silent = connect("127.0.0.2");
      assertThat(hear(silent)).isNull();
      assertThat(view(guard, "127.0.0.2").failedLogin()).isEqualTo(1);
      Socket talker = connect("127.0.0.3");
      assertThat(isServed(talker)).isTrue();
      assertThat(view(guard, "127.0.0.3").okLogins()).isEqualTo(1);
    }

    @Test
    void banNobodyInADryRun() throws Exception {
      Guard guard = open("", "ban_points = 1\nmax_per_ip = 1\ndry_run = true");
      for (int i = 0; i < 4; i++) {
        Socket noisy = connect("127.0.0.2");
        say(noisy, "nonsense\n");
        assertThat(hear(noisy)).isNull();
      }
      assertThat(isServed("127.0.0.2")).isTrue();
      assertThat(isServed("127.0.0.2")).isTrue();
      assertThat(guard.counts(System.nanoTime()).would().banned().get(BanReason.POINTS))
          .isEqualTo(1);
    }
  }

  @Nested
  class Bans {
    @Test
    void closeWhatIsOpenAndSurviveARestart() throws Exception {
      String keys = "file = \"bans\"";
      Guard guard = open("", keys);
      Socket miner = connect("127.0.0.2");
      assertThat(isServed(miner)).isTrue();
      guard.ban(InetAddress.getByName("127.0.0.2"), 3_600_000_000_000L, System.nanoTime());
      while (hear(miner) != null) {
        // what was said to it before
      }
      stopGateway();
      Guard again = open("", keys);
      assertThat(isServed("127.0.0.2")).isFalse();
      assertThat(again.unban(InetAddress.getByName("127.0.0.2"), System.nanoTime())).isTrue();
      assertThat(isServed("127.0.0.2")).isTrue();
      stopGateway();
      open("", keys);
      assertThat(isServed("127.0.0.2")).isTrue();
    }

    @Test
    void followTheListsOfAReload() throws Exception {
      open("", "deny = [\"127.0.0.2\"]");
      Socket miner = connect("127.0.0.3");
      assertThat(isServed(miner)).isTrue();
      assertThat(isServed("127.0.0.2")).isFalse();
      AditConfig next = config("", "deny = [\"127.0.0.0/8\"]\nallow = [\"127.0.0.2\"]");
      assertThat(java.util.Objects.requireNonNull(gateway).reload(next).applied()).isTrue();
      while (hear(miner) != null) {
        // what was said to it before
      }
      assertThat(isServed("127.0.0.2")).isTrue();
      assertThat(isServed("127.0.0.3")).isFalse();
    }
  }

  @Nested
  class BehindALoadBalancer {
    private static final String TRUST = "proxy_protocol = [\"127.0.0.2\"]";

    private static byte[] version2(String from) throws IOException {
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      header.write(
          new byte[] {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10, 0x21, 0x11, 0, 12});
      header.write(InetAddress.getByName(from).getAddress());
      header.write(InetAddress.getByName("198.51.100.1").getAddress());
      header.write(ByteBuffer.allocate(4).putShort((short) 999).putShort((short) 3333).array());
      return header.toByteArray();
    }

    private static byte[] version1(String from) {
      return ("PROXY TCP4 " + from + " 198.51.100.1 999 3333\r\n").getBytes(US_ASCII);
    }

    @Test
    void countsWhomTheHeaderNames() throws Exception {
      Guard guard = open(TRUST, "");
      for (byte[] header : List.of(version1("192.0.2.7"), version2("192.0.2.8"))) {
        Socket miner = connect("127.0.0.2");
        miner.getOutputStream().write(header);
        assertThat(isServed(miner)).isTrue();
      }
      assertThat(view(guard, "192.0.2.7").okLogins()).isEqualTo(1);
      assertThat(view(guard, "192.0.2.8").okLogins()).isEqualTo(1);
      assertThat(guard.address(InetAddress.getByName("127.0.0.2"), System.nanoTime())).isEmpty();
    }

    @Test
    void losesNoByteThatComesWithTheHeader() throws Exception {
      open(TRUST, "");
      Socket miner = connect("127.0.0.2");
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write(version2("192.0.2.7"));
      all.write((LOGIN + PING).getBytes(UTF_8));
      miner.getOutputStream().write(all.toByteArray());
      assertThat(hear(miner)).isNotNull();
    }

    @Test
    void bansWhomTheHeaderNamesAndNotTheBalancer() throws Exception {
      Guard guard = open(TRUST, "");
      guard.ban(InetAddress.getByName("192.0.2.7"), 3_600_000_000_000L, System.nanoTime());
      Socket banned = connect("127.0.0.2");
      banned.getOutputStream().write(version1("192.0.2.7"));
      assertThat(isServed(banned)).isFalse();
      Socket other = connect("127.0.0.2");
      other.getOutputStream().write(version1("192.0.2.8"));
      assertThat(isServed(other)).isTrue();
    }

    @Test
    void servesNobodyWithoutAHeader() throws Exception {
      open(TRUST, "");
      assertThat(isServed("127.0.0.2")).isFalse();
    }

    @Test
    @DisplayName("T39 a spoofed PROXY header from an untrusted peer cannot bypass a ban")
    void takesTheHeaderOfAnybodyElseForGarbage() throws Exception {
      Guard guard = open(TRUST, "allow = [\"192.0.2.7\"]");
      for (byte[] header : List.of(version1("192.0.2.7"), version2("192.0.2.7"))) {
        Socket liar = connect("127.0.0.3");
        liar.getOutputStream().write(header);
        assertThat(hear(liar)).isNull();
      }
      assertThat(view(guard, "127.0.0.3").failedRequests()).isEqualTo(2);
      assertThat(guard.address(InetAddress.getByName("192.0.2.7"), System.nanoTime())).isEmpty();
    }
  }
}
