package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.GatewayView;
import dev.adit.admin.ListenerView;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Listeners that a file read again opens, closes and moves, over real sockets.
@Timeout(120)
class ReloadIT {
  private static final double EASY = 1e-6;

  @TempDir private Path directory;
  private SimPool pool;
  private Gateway gateway;
  private int farm;
  private int other;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  ReloadIT() {}

  @BeforeEach
  void serve() throws Exception {
    pool = SimPool.start(new SimPoolSettings().difficulty(EASY));
    farm = freePort();
    other = freePort();
    gateway = new Gateway(config(listener("farm", farm)), directory, Rereading.NEVER);
    gateway.start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.stop();
    pool.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static String listener(String name, int port) {
    return """
    [[listener]]
    name = "%s"
    bind = "127.0.0.1:%d"
    mode = "proxy"
    pools = ["main"]
    """
        .formatted(name, port);
  }

  private AditConfig config(String listeners) throws IOException {
    String text =
        """
        [admin]
        listen = ""
        [[pool]]
        name = "main"
        url = "stratum+tcp://127.0.0.1:%d"
        user = "wallet.rig"
        """
            .formatted(pool.port());
    Path file = Files.writeString(directory.resolve("adit.toml"), text + listeners);
    return ((LoadResult.Loaded) ConfigLoader.load(file)).config();
  }

  private SimMiners mine(int port) throws Exception {
    return SimMiners.start(
        new SimMinersSettings()
            .pool(
                new PoolAddress(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), false))
            .count(2)
            .hashrate(20_000)
            .behaviour(Behaviour.NORMAL));
  }

  /// What the miners have done once that many more of their shares were accepted.
  private static MinerTotals more(SimMiners miners, long shares) throws Exception {
    long wanted = miners.totals().accepted() + shares;
    return miners.until(totals -> totals.accepted() >= wanted).get(60, TimeUnit.SECONDS);
  }

  private GatewayView view() {
    return Objects.requireNonNull(gateway.view(false));
  }

  private List<String> addresses() {
    return view().listeners().stream().map(ListenerView::address).toList();
  }

  /// All from one look: between two, a lane may step into the past.
  private long booked() {
    GatewayView now = view();
    return now.ended().values().stream()
            .flatMap(totals -> totals.tallies().values().stream())
            .mapToLong(tally -> tally.received())
            .sum()
        + now.lanes().stream()
            .flatMap(lane -> lane.tallies().values().stream())
            .mapToLong(tally -> tally.received())
            .sum();
  }

  @Nested
  class WhereAnAddressCanNotBeHad {
    @Test
    void changesNothingAndSaysWhy() throws Exception {
      try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          SimMiners miners = mine(farm)) {
        more(miners, 1);
        Rereading.Outcome outcome =
            gateway.reload(
                config(listener("barn", taken.getLocalPort()) + listener("shed", other)));
        assertThat(outcome.applied()).isFalse();
        assertThat(outcome.lines())
            .containsExactly(
                "listener.barn: port %d is in use: stop the other program, or choose another port"
                        .formatted(taken.getLocalPort())
                    + " for bind");
        assertThat(addresses()).containsExactly("127.0.0.1:" + farm);
        assertThat(more(miners, 3).connects()).isEqualTo(2);
        try (SimMiners further = mine(farm)) {
          assertThat(more(further, 1).connects()).isEqualTo(2);
        }
      }
    }

    @Test
    void isReadyForAnotherTry() throws Exception {
      AditConfig next = config(listener("farm", other));
      try (ServerSocket taken = new ServerSocket(other, 1, InetAddress.getLoopbackAddress())) {
        assertThat(taken.isBound()).isTrue();
        assertThat(gateway.reload(next).applied()).isFalse();
        try (SimMiners miners = mine(farm)) {
          more(miners, 1);
        }
      }
      assertThat(gateway.reload(next).applied()).isTrue();
      assertThat(addresses()).containsExactly("127.0.0.1:" + other);
    }
  }

  @Test
  void opensAndClosesListenersBesideOneThatStays() throws Exception {
    try (SimMiners miners = mine(farm)) {
      more(miners, 1);
      assertThat(gateway.reload(config(listener("farm", farm) + listener("barn", other))).lines())
          .containsExactly("listener.barn is new (it is opened)");
      assertThat(addresses()).containsExactly("127.0.0.1:" + farm, "127.0.0.1:" + other);
      gateway.reload(config(listener("farm", farm)));
      assertThat(addresses()).containsExactly("127.0.0.1:" + farm);
      assertThat(more(miners, 3).connects()).isEqualTo(2);
    }
  }

  @Test
  void letsTwoListenersSwapTheirPorts() throws Exception {
    gateway.reload(config(listener("farm", farm) + listener("barn", other)));
    Rereading.Outcome outcome =
        gateway.reload(config(listener("farm", other) + listener("barn", farm)));
    assertThat(outcome.applied()).isTrue();
    assertThat(addresses()).containsExactly("127.0.0.1:" + other, "127.0.0.1:" + farm);
  }

  @Test
  void forgetsNoShareOfAListenerThatIsGone() throws Exception {
    long submitted;
    try (SimMiners miners = mine(farm)) {
      more(miners, 5);
      gateway.reload(config(listener("barn", other)));
      submitted = miners.totals().accepted();
    }
    assertThat(booked()).isGreaterThanOrEqualTo(submitted).isGreaterThanOrEqualTo(5);
    assertThat(view().ended()).containsKeys("farm", "barn");
  }

  @Test
  void goesOnCountingWhereAListenerMovesToAnotherPort() throws Exception {
    try (SimMiners miners = mine(farm)) {
      more(miners, 5);
    }
    long before = booked();
    gateway.reload(config(listener("farm", other)));
    assertThat(booked()).isGreaterThanOrEqualTo(before);
    try (SimMiners miners = mine(other)) {
      more(miners, 5);
    }
    assertThat(booked()).isGreaterThanOrEqualTo(before + 5);
  }
}
