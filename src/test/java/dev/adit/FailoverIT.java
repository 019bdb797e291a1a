package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.GatewayView;
import dev.adit.admin.Rereading;
import dev.adit.config.AditConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import dev.adit.sim.Behaviour;
import dev.adit.sim.MinerTotals;
import dev.adit.sim.PoolAddress;
import dev.adit.sim.SimMiners;
import dev.adit.sim.SimMinersSettings;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two pools over real sockets, and a configuration that changes while miners are at work.
@Timeout(180)
class FailoverIT {
  private static final double EASY = 1e-6;

  @TempDir private Path directory;
  private SimPool main;
  private SimPool backup;
  private @Nullable Gateway gateway;
  private int port;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  FailoverIT() {}

  @BeforeEach
  void openPools() throws Exception {
    main = SimPool.start(new SimPoolSettings().difficulty(EASY));
    backup = SimPool.start(new SimPoolSettings().difficulty(EASY));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (gateway != null) {
      gateway.stop();
    }
    main.close();
    backup.close();
  }

  private AditConfig config(String pools, String more) throws IOException {
    String text =
        """
        [admin]
        listen = ""
        [[pool]]
        name = "main"
        url = "stratum+tcp://127.0.0.1:%d"
        user = "wallet.rig"
        [[pool]]
        name = "backup"
        url = "stratum+tcp://127.0.0.1:%d"
        user = "wallet.rig"
        [[listener]]
        name = "farm"
        bind = "127.0.0.1:%d"
        mode = "proxy"
        pools = [%s]
        %s
        """
            .formatted(main.port(), backup.port(), port, pools, more);
    Path file = Files.writeString(directory.resolve("adit.toml"), text);
    return ((LoadResult.Loaded) ConfigLoader.load(file)).config();
  }

  private Gateway open(AditConfig config) throws Exception {
    Gateway opened = new Gateway(config, directory, Rereading.NEVER);
    opened.start();
    gateway = opened;
    return opened;
  }

  private SimMiners mine(Behaviour... behaviours) {
    InetSocketAddress farm = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return SimMiners.start(
        new SimMinersSettings()
            .pool(new PoolAddress(farm, false))
            .count(4)
            .hashrate(20_000)
            .behaviour(behaviours));
  }

  private static MinerTotals more(SimMiners miners, int shares) throws Exception {
    long before = miners.totals().accepted();
    return miners.until(totals -> totals.accepted() >= before + shares).get(60, TimeUnit.SECONDS);
  }

  private GatewayView view() {
    return Objects.requireNonNull(Objects.requireNonNull(gateway).view(true));
  }

  @Test
  void theStandbyTakesOverAndWhoFollowsStaysConnected() throws Exception {
    open(config("\"main\", \"backup\"", ""));
    try (SimMiners miners = mine(Behaviour.XNSUB)) {
      more(miners, 10);
      backup.until(totals -> totals.connections() == 1).get(60, TimeUnit.SECONDS);
      assertThat(backup.totals().accepted()).isZero();
      main.close();
      MinerTotals after = more(miners, 20);
      assertThat(after.connects()).isEqualTo(4);
      assertThat(backup.totals().accepted()).isPositive();
      assertThat(view().lanes().getFirst().pool()).isEqualTo("backup");
    }
  }

  @Test
  void whoCanNotFollowConnectsAnewAndMinesOn() throws Exception {
    open(config("\"main\", \"backup\"", ""));
    try (SimMiners miners = mine(Behaviour.NORMAL)) {
      more(miners, 10);
      backup.until(totals -> totals.connections() == 1).get(60, TimeUnit.SECONDS);
      main.close();
      backup.until(totals -> totals.accepted() >= 20).get(60, TimeUnit.SECONDS);
      assertThat(miners.totals().connects()).isEqualTo(8);
    }
  }

  @Test
  void aReloadKeepsMinersWhereNothingOfTheirsChanged() throws Exception {
    Gateway running = open(config("\"main\"", ""));
    try (SimMiners miners = mine(Behaviour.XNSUB)) {
      more(miners, 10);
      String limits = "max_miners = 4\nvardiff.target = \"5s\"\n";
      List<String> changes = running.reload(config("\"main\"", limits)).lines();
      assertThat(changes).hasSize(2).allMatch(change -> change.endsWith("(miners stay)"));
      assertThat(more(miners, 10).connects()).isEqualTo(4);
      assertThat(main.totals().connectionsEver()).isEqualTo(1);

      running.reload(config("\"backup\"", limits));
      backup.until(totals -> totals.accepted() >= 10).get(60, TimeUnit.SECONDS);
      main.until(totals -> totals.connections() == 0).get(60, TimeUnit.SECONDS);
      MinerTotals moved = more(miners, 10);
      assertThat(moved.connects()).isEqualTo(4);
      assertThat(view().lanes()).hasSize(1);
    }
  }
}
