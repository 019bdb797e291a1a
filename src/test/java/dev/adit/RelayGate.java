package dev.adit;

import dev.adit.admin.Rereading;
import dev.adit.config.AditConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import dev.adit.forensics.Forensics;
import dev.adit.relay.RelayView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A real gateway with one relay.
@SuppressWarnings("try") // what interrupts a close ends the test
final class RelayGate implements AutoCloseable {
  private final Path directory;
  private final String mode;
  private final String host;
  private final Ears.Maker listening;
  private @Nullable Gateway gateway;
  private int port;

  RelayGate(Path directory) {
    this(directory, "tcp", "127.0.0.1");
  }

  /// @param mode of the listener
  /// @param host on which it listens
  RelayGate(Path directory, String mode, String host) {
    this(directory, mode, host, Forensics::of);
  }

  /// @param listening makes what hears what a tap carries
  RelayGate(Path directory, String mode, String host, Ears.Maker listening) {
    this.listening = listening;
    this.directory = directory;
    this.mode = mode;
    this.host = host;
  }

  private AditConfig config(String listener) throws IOException {
    Path file = directory.resolve("relay.toml");
    Files.writeString(file, "[admin]\nlisten = \"\"\n" + listener);
    return switch (ConfigLoader.load(file)) {
      case LoadResult.Loaded(_, var config, _) -> config;
      case LoadResult.Refused(var problems) ->
          throw new IllegalStateException(String.join("\n", problems));
    };
  }

  private String relay(int port, String lines) {
    return """
    [[listener]]
    name = "relay"
    bind = "%s:%d"
    mode = "%s"
    %s
    """
        .formatted(host, port, mode, lines);
  }

  /// Opens it with these keys, and whatever follows them.
  void open(String lines) throws Exception {
    open(0, lines);
  }

  /// The same, on this port.
  void open(int at, String lines) throws Exception {
    Gateway opened =
        new Gateway(
            config(relay(at, lines)),
            directory,
            () -> new Rereading.Outcome(false, List.of("not in this test")),
            listening);
    List<String> served = opened.start();
    String first = served.getFirst();
    port = Integer.parseInt(first.substring(first.lastIndexOf(':') + 1));
    gateway = opened;
  }

  /// Why it can't be opened there.
  String failure(int port, String lines) throws Exception {
    Gateway refused =
        new Gateway(
            config(relay(port, lines)),
            directory,
            () -> new Rereading.Outcome(false, List.of("not in this test")),
            listening);
    try {
      refused.start();
      refused.stop();
      return "";
    } catch (IOException failed) {
      return String.valueOf(failed.getMessage());
    }
  }

  private Gateway gateway() {
    return Objects.requireNonNull(gateway);
  }

  void reload(String lines) throws IOException {
    reload(0, lines);
  }

  void reload(int at, String lines) throws IOException {
    apply(relay(at, lines));
  }

  /// Takes the relay away; another stands for it.
  void reloadWithout() throws IOException {
    apply(
        relay(0, "to = \"127.0.0.1:1\"")
            .replace("\"relay\"", "\"other\"")
            .replace("\"tap\"", "\"tcp\""));
  }

  private void apply(String text) throws IOException {
    Rereading.Outcome outcome = gateway().reload(config(text));
    if (!outcome.applied()) {
      throw new IllegalStateException(outcome.lines().toString());
    }
  }

  int port() {
    return port;
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  List<String> names() {
    return gateway().relays().views(false).stream().map(RelayView::name).toList();
  }

  RelayView view() {
    return gateway().relays().views(true).stream()
        .filter(view -> view.name().equals("relay"))
        .findFirst()
        .orElseThrow();
  }

  /// For a minute.
  void ban(String address) {
    gateway().guard().ban(InetAddress.ofLiteral(address), 60_000_000_000L, System.nanoTime());
  }

  void awaitEnds(int count) throws Exception {
    Eventually.holds(() -> view().ended().values().stream().mapToLong(it -> it).sum() >= count);
  }

  void awaitProblem() throws Exception {
    Eventually.holds(() -> !view().targets().getFirst().problem().isEmpty());
  }

  /// How much has been carried when no more is. That nothing more comes shows in no event: hence
  /// the pause; one that is too short makes a test easier to pass, never fail.
  long awaitStandstill() throws InterruptedException {
    return awaitStandstill(() -> view().sent());
  }

  /// The same of what is carried one way.
  static long awaitStandstill(LongSupplier carried) throws InterruptedException {
    long before = -1;
    long now = carried.getAsLong();
    while (now != before || now == 0) {
      before = now;
      Thread.sleep(200);
      now = carried.getAsLong();
    }
    return now;
  }

  @Override
  public void close() throws Exception {
    if (gateway != null) {
      gateway.stop();
    }
  }
}
