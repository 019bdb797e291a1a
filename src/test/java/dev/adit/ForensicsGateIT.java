package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.Rereading;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult.Loaded;
import dev.adit.forensics.Alert;
import dev.adit.forensics.Forensics;
import dev.adit.forensics.Suspicion;
import dev.adit.sim.Cheat;
import dev.adit.sim.PoolAddress;
import dev.adit.sim.SimMiners;
import dev.adit.sim.SimMinersSettings;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

  @Test
  void holdsAPoolAgainstAReference() throws Exception {
    pool = SimPool.start(easy());
    try (SimPool other = SimPool.start(easy())) {
      String reference =
          """
          [[pool]]
          name = "other"
          url = "stratum+tcp://127.0.0.1:%d"
          user = "watcher"
          """
              .formatted(other.port());
      open("tap", reference + forensics("reference_pools = [\"other\"]\n"));
      Eventually.holds(() -> forensics().view().conversations() == 1);
      Eventually.holds(() -> forensics().view().messages() > 6);
      other.hangUp();
      Eventually.holds(() -> other.totals().connectionsEver() == 2);
      assertThat(other.totals().submits()).isZero();
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
