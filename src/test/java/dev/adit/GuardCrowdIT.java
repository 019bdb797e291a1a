package dev.adit;

import static dev.adit.FrontDoor.say;
import static dev.adit.FrontDoor.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.guard.Guard;
import dev.adit.sim.MinerTotals;
import dev.adit.sim.SimMiners;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many who come at once, honest ones among them. `-Dadit.idle=19300` for more idle sockets, of
/// which this process has to open as many files.
@Timeout(240)
class GuardCrowdIT {
  private static final int IDLE = Integer.getInteger("adit.idle", 1_500);

  @TempDir private Path directory;
  private FrontDoor door;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  GuardCrowdIT() {}

  @BeforeEach
  void openPool() throws Exception {
    door = new FrontDoor(directory);
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  /// What the miners have done once that many more of their shares were accepted.
  private static MinerTotals more(SimMiners miners, long shares) throws Exception {
    long wanted = miners.totals().accepted() + shares;
    return miners.until(totals -> totals.accepted() >= wanted).get(120, TimeUnit.SECONDS);
  }

  private static void everyoneIsIn(SimMiners miners, int count) throws Exception {
    miners.until(totals -> totals.connected() == count).get(120, TimeUnit.SECONDS);
  }

  @Test
  void tenThousandConnectionsOfOneAddressDisturbNoneOfAHundredMiners() throws Exception {
    Guard guard = door.open("", "allow = [\"127.0.0.1\"]");
    try (SimMiners miners = door.mine(100, 1_000)) {
      everyoneIsIn(miners, 100);
      for (int i = 0; i < 10_000; i++) {
        try (Socket attacker = door.connect("127.0.0.2")) {
          assertThat(attacker.isConnected()).isTrue();
        }
      }
      MinerTotals after = more(miners, 100);
      assertThat(after.connects()).isEqualTo(100);
      assertThat(after.lost()).isZero();
      assertThat(view(guard, "127.0.0.2").banned()).isTrue();
      long refused =
          guard.counts(System.nanoTime()).done().refused().values().stream()
              .mapToLong(count -> count)
              .sum();
      assertThat(refused).as("all but sixty in a minute").isGreaterThan(9_000);
    }
  }

  @Test
  @DisplayName("T39 one address with 1000 good miners and a noisy one is not banned")
  void aFarmIsNotBannedForOneOfItsMiners() throws Exception {
    Guard guard = door.open("", "max_per_ip = 0\nmax_per_minute = 0");
    try (SimMiners farm = door.mine(1_000, 200)) {
      everyoneIsIn(farm, 1_000);
      more(farm, 100);
      for (int i = 0; i < 100; i++) {
        Socket noisy = door.connect("127.0.0.1");
        say(noisy, "GET / HTTP/1.1\n");
        assertThat(FrontDoor.hear(noisy)).isNull();
      }
      assertThat(view(guard, "127.0.0.1").failedRequests()).isEqualTo(50);
      assertThat(view(guard, "127.0.0.1").banned()).isFalse();
      assertThat(more(farm, 100).connects()).isEqualTo(1_000);
    }
  }

  @Test
  void idleSocketsKeepNoMinerOutThatHasProvedWork() throws Exception {
    String guard = "max_per_ip = 0\nmax_per_minute = 0\nnewcomer_grace = \"1h\"";
    Guard keeper = door.open("max_miners = " + IDLE, guard);
    try (SimMiners miner = door.mine(1, 50_000)) {
      more(miner, 5);
    }
    while (view(keeper, "127.0.0.1").workers() > 0) {
      Thread.onSpinWait();
    }
    try (IdleSockets idle = IdleSockets.dial(door.port(), "127.0.0.2", IDLE)) {
      idle.awaitDialled();
      Eventually.holds(() -> keeper.counts(System.nanoTime()).open() == IDLE);
      assertThat(door.isServed("127.0.0.3")).as("a newcomer").isFalse();
      try (SimMiners miner = door.mine(1, 50_000)) {
        assertThat(more(miner, 3).connects()).isEqualTo(1);
        assertThat(view(keeper, "127.0.0.2").workers()).isEqualTo(IDLE - 1);
      }
    }
  }
}
