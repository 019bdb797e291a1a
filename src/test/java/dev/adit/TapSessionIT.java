package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.Rereading;
import dev.adit.config.AditConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import dev.adit.forensics.Call;
import dev.adit.forensics.Eavesdropper;
import dev.adit.forensics.Observation;
import dev.adit.sim.MinerTotals;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Miners that really mine at a simulated pool, through a gateway that listens.
@Timeout(180)
class TapSessionIT {
  @TempDir private Path directory;
  private SimPool pool;
  private @Nullable Gateway gateway;
  private final Eavesdropper listening = Eavesdropper.attentive();

  @SuppressWarnings("NullAway.Init") // set before each test
  TapSessionIT() {}

  @BeforeEach
  void openThePool() throws Exception {
    pool = SimPool.start(new SimPoolSettings().difficulty(1e-6));
  }

  @AfterEach
  void close() throws Exception {
    if (gateway != null) {
      gateway.stop();
    }
    pool.close();
  }

  private AditConfig config(String mode, String more) throws Exception {
    String text =
        """
        [admin]
        listen = ""
        [[pool]]
        name = "main"
        url = "%s"
        user = "wallet.rig"
        [[listener]]
        name = "farm"
        bind = "127.0.0.1:0"
        mode = "%s"
        pools = ["main"]
        %s
        """
            .formatted(pool.url(), mode, more);
    Path file = Files.writeString(directory.resolve("adit.toml"), text);
    return ((LoadResult.Loaded) ConfigLoader.load(file)).config();
  }

  private int open(String mode, String more) throws Exception {
    Gateway opened = new Gateway(config(mode, more), directory, Rereading.NEVER, listening::make);
    gateway = opened;
    return Integer.parseInt(opened.start().getFirst().replaceFirst(".*:", ""));
  }

  private static MinerTotals mine(int port, int count) throws Exception {
    InetSocketAddress door = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (SimMiners miners =
        SimMiners.start(
            new SimMinersSettings()
                .pool(PoolAddress.plain(door))
                .count(count)
                .hashrate(50_000)
                .threads(1))) {
      miners.until(now -> now.accepted() >= 20).get(120, TimeUnit.SECONDS);
      return miners.finish(Duration.ofSeconds(20));
    }
  }

  @Test
  void hearsAMiningSessionRight() throws Exception {
    MinerTotals mined = mine(open("tap", ""), 3);
    assertThat(mined.rejects()).isZero();
    Eventually.holds(() -> listening.ended() == 3);
    assertThat(listening.calls()).hasSize(3).allMatch(call -> call.kind() == Call.Kind.MINER);
    assertThat(listening.faults()).isZero();
    assertThat(listening.missed()).isZero();
    assertThat(listening.seen(Observation.Unread.class)).isEmpty();
    assertThat(listening.seen(Observation.ExtranonceGiven.class)).hasSize(3);
    assertThat(listening.seen(Observation.JobGiven.class)).isNotEmpty();
    assertThat(listening.seen(Observation.ShareSent.class))
        .hasSizeGreaterThanOrEqualTo((int) mined.accepted());
    assertThat(listening.seen(Observation.ShareAnswered.class))
        .hasSizeGreaterThanOrEqualTo((int) mined.accepted());
    assertThat(listening.seen(Observation.StrayAnswer.class)).isEmpty();
  }

  @Test
  void hearsLanesOfAProxyWhereForensicsIsAskedFor() throws Exception {
    MinerTotals mined = mine(open("proxy", "[forensics]\nntp_servers = []"), 3);
    assertThat(mined.rejects()).isZero();
    assertThat(listening.calls()).hasSize(1);
    Call lane = listening.calls().getFirst();
    assertThat(lane.kind()).isEqualTo(Call.Kind.LANE);
    assertThat(lane.miner()).isEqualTo("farm-0");
    assertThat(lane.listener()).isEqualTo("farm");
    assertThat(lane.pool()).isEqualTo("main");
    Eventually.holds(
        () -> listening.seen(Observation.ShareAnswered.class).size() >= pool.totals().accepted());
    assertThat(listening.seen(Observation.Unread.class)).isEmpty();
    assertThat(listening.seen(Observation.StrayAnswer.class)).isEmpty();
    assertThat(listening.seen(Observation.ExtranonceGiven.class)).hasSize(1);
    assertThat(listening.faults()).isZero();
  }

  @Test
  void watchesNothingWhereNobodyAskedForIt() throws Exception {
    mine(open("proxy", ""), 1);
    assertThat(listening.isThere()).isFalse();
  }

  @Test
  void watchesFromAReloadOn() throws Exception {
    open("proxy", "");
    Gateway running = Objects.requireNonNull(gateway);
    Rereading.Outcome outcome = running.reload(config("proxy", "[forensics]\nntp_servers = []"));
    assertThat(outcome.applied()).isTrue();
    assertThat(listening.isThere()).isTrue();
  }
}
