package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.Rereading;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult.Loaded;
import dev.adit.forensics.Alert;
import dev.adit.forensics.Forensics;
import dev.adit.forensics.JournalCheck;
import dev.adit.forensics.Suspicion;
import dev.adit.sim.Cheat;
import dev.adit.sim.PoolAddress;
import dev.adit.sim.SimMiners;
import dev.adit.sim.SimMinersSettings;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A pool that cheats, miners, and Adit between: what a user would see of it.
@Timeout(180)
class ForensicsGateIT {
  @TempDir private Path directory;
  private @Nullable Gateway gateway;
  private SimPool pool;

  @SuppressWarnings("NullAway.Init") // set by each test
  ForensicsGateIT() {}

  @AfterEach
  void stop() throws Exception {
    if (gateway != null) {
      gateway.stop();
    }
    pool.close();
  }

  private Loaded config(String mode, String more) throws Exception {
    Path file = directory.resolve("adit.toml");
    Files.writeString(
        file,
        """
        [admin]
        listen = ""
        [[pool]]
        name = "main"
        url = "stratum+tcp://127.0.0.1:%d"
        user = "wallet"
        %s
        [[listener]]
        name = "door"
        bind = "127.0.0.1:0"
        mode = "%s"
        pools = ["main"]
        """
            .formatted(pool.port(), more, mode));
    return (Loaded) ConfigLoader.load(file);
  }

  private static String forensics(String more) {
    return "[forensics]\nntp_servers = []\ndirectory = \"found\"\n" + more;
  }

  private int open(String mode, String more) throws Exception {
    Gateway opened = new Gateway(config(mode, more).config(), directory, Rereading.NEVER);
    gateway = opened;
    return Integer.parseInt(opened.start().getFirst().replaceFirst(".*:", ""));
  }

  private Forensics forensics() {
    return Objects.requireNonNull(Objects.requireNonNull(gateway).forensics());
  }

  private boolean found(Suspicion what) {
    return forensics().alerts().stream().map(Alert::what).anyMatch(what::equals);
  }

  private static SimMiners mine(int port) throws Exception {
    InetSocketAddress door = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return SimMiners.start(
        new SimMinersSettings().pool(PoolAddress.plain(door)).threads(1).count(2).hashrate(20_000));
  }

  private static SimPoolSettings easy() {
    return new SimPoolSettings().difficulty(1e-7).notifyEvery(Duration.ofMillis(500));
  }

  @Test
  void tellsOfACheatAtATapAndWritesItDown() throws Exception {
    pool = SimPool.start(easy());
    int port = open("tap", forensics("journal = true\n"));
    try (SimMiners miners = mine(port)) {
      Eventually.holds(() -> forensics().view().accepted() > 20);
      assertThat(forensics().alerts().stream().filter(it -> it.what() == Suspicion.PAYOUT_CHANGES))
          .isEmpty();
      pool.cheat(Cheat.REDIRECT);
      Eventually.holds(() -> found(Suspicion.FOREIGN_RECONNECT));
      miners.finish(Duration.ofSeconds(30));
    }
    Objects.requireNonNull(gateway).stop();
    gateway = null;
    assertThat(directory.resolve("found/suspicious_activity.txt"))
        .content()
        .contains("HIGH: hijack");
    assertThat(directory.resolve("found/share_analysis.txt"))
        .content()
        .contains("timestamp,miner_addr,worker,", ",false,");
    try (var files = Files.list(directory.resolve("found"))) {
      assertThat(files).anyMatch(it -> it.toString().endsWith(".jsonl.zst"));
    }
  }

  @Test
  void hearsTheLanesOfAProxyToo() throws Exception {
    pool = SimPool.start(easy());
    int port = open("proxy", forensics(""));
    try (SimMiners miners = mine(port)) {
      Eventually.holds(() -> forensics().view().accepted() > 5);
      pool.cheat(Cheat.PAYOUT);
      Eventually.holds(
          () -> {
            pool.newJob(false);
            return found(Suspicion.PAYOUT_CHANGES);
          });
      miners.finish(Duration.ofSeconds(30));
    }
  }

  @Test
  void writesDownTheBlocksOfMinersAtATap() throws Exception {
    pool = SimPool.start(easy().nbits(0x2000ffff));
    int port = open("tap", forensics(""));
    try (SimMiners miners = mine(port)) {
      Eventually.holds(() -> found(Suspicion.BLOCK));
      miners.finish(Duration.ofSeconds(30));
    }
    Eventually.holds(() -> Files.exists(directory.resolve("blocks.jsonl")));
    assertThat(directory.resolve("blocks.jsonl")).content().contains("\"pool\":\"main\"");
  }

  private static String pool(String name, SimPool at) {
    return """
    [[pool]]
    name = "%s"
    url = "stratum+tcp://127.0.0.1:%d"
    user = "watcher"
    """
        .formatted(name, at.port());
  }

  @Test
  void holdsAPoolAgainstAReference() throws Exception {
    pool = SimPool.start(easy());
    try (SimPool other = SimPool.start(easy())) {
      open("tap", pool("other", other) + forensics("reference_pools = [\"other\"]\n"));
      Eventually.holds(() -> forensics().view().conversations() == 1);
      Eventually.holds(() -> forensics().view().messages() > 6);
      other.hangUp();
      Eventually.holds(() -> other.totals().connectionsEver() == 2);
      assertThat(other.totals().submits()).isZero();
    }
  }

  private Rereading.Outcome reload(String more) throws Exception {
    return Objects.requireNonNull(gateway).reload(config("proxy", more).config());
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .count();
  }

  @Test
  void endsWithItsSectionAndBeginsAgainWithIt() throws Exception {
    pool = SimPool.start(easy());
    String asking = "ntp_servers = [\"127.0.0.1:9\"]";
    String all =
        forensics("journal = true\n").replace("ntp_servers = []", asking)
            + "[forensics.pool_stats]\n"
            + "url = \"http://127.0.0.1:9\"\n"
            + "address = \"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4\"\n";
    int port = open("proxy", all);
    try (SimMiners miners = mine(port)) {
      Eventually.holds(() -> forensics().view().accepted() > 5);
      Forensics first = forensics();
      assertThat(threads("ntp") + threads("pool-statistics")).isEqualTo(2);
      assertThat(reload("").lines()).containsExactly("forensics is gone (at once)");
      assertThat(Objects.requireNonNull(gateway).forensics()).isNull();
      assertThat(Objects.requireNonNull(gateway).view(false)).extracting("forensics").isNull();
      assertThat(first.isClosed()).isTrue();
      Eventually.holds(() -> threads("ntp") + threads("pool-statistics") == 0);
      assertThat(threads("forensics")).isZero();
      try (var files = Files.list(directory.resolve("found"))) {
        Path journal = files.filter(it -> it.toString().endsWith(".zst")).findAny().orElseThrow();
        assertThat(new JournalCheck().verify(journal).text()).doesNotContain("not closed");
      }
      long submits = pool.totals().submits();
      Eventually.holds(() -> pool.totals().submits() > submits + 5);
      assertThat(reload(all).applied()).isTrue();
      pool.hangUp();
      Eventually.holds(() -> forensics().view().accepted() > 5);
      assertThat(threads("forensics")).isEqualTo(1);
      miners.finish(Duration.ofSeconds(30));
    }
  }

  @Test
  void isLeftAloneByAReloadThatIsRefused() throws Exception {
    pool = SimPool.start(easy());
    int port = open("proxy", forensics("share_log = false\n"));
    try (SimMiners miners = mine(port);
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Eventually.holds(() -> forensics().view().accepted() > 5);
      String second =
          """
          [[listener]]
          name = "second"
          bind = "127.0.0.1:%d"
          mode = "proxy"
          pools = ["main"]
          """
              .formatted(taken.getLocalPort());
      assertThat(reload(second + forensics("share_log = true\n")).applied()).isFalse();
      assertThat(reload(second).applied()).isFalse();
      long accepted = forensics().view().accepted();
      Eventually.holds(() -> forensics().view().accepted() > accepted + 5);
      miners.finish(Duration.ofSeconds(30));
    }
    Objects.requireNonNull(gateway).stop();
    gateway = null;
    // Whoever begins anew tells again of those who are there.
    List<String> lines = Files.readAllLines(directory.resolve("found/ultra_proxy.log"));
    List<String> lanes = lines.stream().filter(it -> it.contains("connected: ")).toList();
    assertThat(lanes.stream().map(it -> it.replaceFirst(".* miner ", ""))).doesNotHaveDuplicates();
    assertThat(lanes).isNotEmpty();
  }

  /// With a listener whose port is taken.
  private void assertRefused(String more) throws Exception {
    String second = "[[listener]]\nname = \"x\"\nmode = \"proxy\"\npools = [\"main\"]\n";
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String bind = "bind = \"127.0.0.1:%d\"\n".formatted(taken.getLocalPort());
      assertThat(reload(second + bind + more).applied()).isFalse();
    }
  }

  /// Hears who asks for the time, and for figures.
  private static final class Asked implements AutoCloseable {
    private final DatagramChannel time = DatagramChannel.open();
    private final ServerSocketChannel figures = ServerSocketChannel.open();

    Asked() throws IOException {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      time.bind(any).configureBlocking(false);
      figures.bind(any).configureBlocking(false);
    }

    boolean forTheTime() throws IOException {
      return time.receive(ByteBuffer.allocate(100)) != null;
    }

    boolean forFigures() throws IOException {
      try (SocketChannel somebody = figures.accept()) {
        return somebody != null;
      }
    }

    String forensics() {
      return """
      [forensics]
      directory = "found"
      ntp_servers = ["127.0.0.1:%d"]
      [forensics.pool_stats]
      url = "http://127.0.0.1:%d"
      address = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
      """
          .formatted(time.socket().getLocalPort(), figures.socket().getLocalPort());
    }

    @Override
    public void close() throws IOException {
      time.close();
      figures.close();
    }
  }

  @Test
  void beginsNothingByAReloadThatIsRefused() throws Exception {
    pool = SimPool.start(easy());
    open("proxy", "");
    try (Asked never = new Asked();
        Asked then = new Asked()) {
      assertRefused(never.forensics());
      assertThat(Objects.requireNonNull(gateway).forensics()).isNull();
      assertThat(threads("forensics")).isZero();
      assertThat(directory.resolve("found")).doesNotExist();
      assertThat(reload(then.forensics()).applied()).isTrue();
      Eventually.holds(then::forTheTime);
      Eventually.holds(then::forFigures);
      assertThat(never.forTheTime()).isFalse();
      assertThat(never.forFigures()).isFalse();
    }
  }

  @Test
  void asksNobodyElseByAReloadThatIsRefused() throws Exception {
    pool = SimPool.start(easy());
    try (SimPool other = SimPool.start(easy());
        SimPool third = SimPool.start(easy());
        Asked never = new Asked()) {
      String pools = pool("other", other) + pool("third", third);
      open("proxy", pools + forensics("reference_pools = [\"other\"]\n"));
      Eventually.holds(() -> other.totals().connectionsEver() == 1);
      String changed =
          never.forensics().replace("[forensics]", "[forensics]\nreference_pools = []");
      assertRefused(pools + changed);
      String both = forensics("reference_pools = [\"other\", \"third\"]\n");
      assertThat(reload(pools + both).applied()).isTrue();
      Eventually.holds(() -> third.totals().connectionsEver() == 1);
      assertThat(other.totals().connectionsEver()).isEqualTo(1);
      assertThat(never.forTheTime()).isFalse();
      assertThat(never.forFigures()).isFalse();
    }
  }

  @Test
  void goesByAChangedConfigurationWithoutLosingWhatItHears() throws Exception {
    pool = SimPool.start(easy());
    int port = open("tap", forensics("share_log = false\n"));
    try (SimMiners miners = mine(port)) {
      Eventually.holds(() -> forensics().view().accepted() > 5);
      Rereading.Outcome outcome =
          Objects.requireNonNull(gateway)
              .reload(config("tap", forensics("share_log = true\n")).config());
      assertThat(outcome.applied()).isTrue();
      Path shares = directory.resolve("found/share_analysis.txt");
      Eventually.holds(() -> Files.exists(shares) && Files.readAllLines(shares).size() > 3);
      assertThat(forensics().view().conversations()).isEqualTo(2);
      assertThat(forensics().faults()).isZero();
      miners.finish(Duration.ofSeconds(30));
    }
  }
}
