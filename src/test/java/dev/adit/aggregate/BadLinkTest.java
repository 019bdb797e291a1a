package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static dev.adit.aggregate.LaneWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadLinkTest {
  /// There and back.
  private static final long ROUND_TRIP = SECOND;

  /// Until TCP sends a lost segment again, and all that came after it waits.
  private static final long RETRANSMISSION = 1_500_000_000L;

  private record Underway(String submit, long arrivesNanos) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  @DisplayName("T41: the books agree at every reading, over an hour of 500 ms and 5 % loss")
  void keepsItsBooks(long seed) {
    Random random = new Random(seed);
    LaneWorld world = new LaneWorld(LaneWorld.settings(), seed);
    world.miner().hangsUp();
    PoolEnd pool = world.open("aabbccdd", 8, ANYTHING);
    pool.job("j0", true);
    List<MinerEnd> miners = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      miners.add(world.mining("w.rig"));
    }
    ArrayDeque<Underway> underway = new ArrayDeque<>();
    long free = 0;
    long submitted = 0;
    for (int tick = 0; tick < 4 * 3600; tick++) {
      world.seconds(0.25);
      if (tick % 120 == 0) {
        pool.job("j" + tick, tick % 2400 == 0);
      }
      for (MinerEnd miner : miners) {
        if (random.nextInt(20) == 0) {
          submit(miner, (int) ++submitted);
        }
      }
      for (String submit : pool.submits()) {
        long lost = random.nextInt(20) == 0 ? RETRANSMISSION : 0;
        free = Math.max(free, world.now + ROUND_TRIP + lost);
        underway.add(new Underway(submit, free));
      }
      pool.submits().clear();
      while (!underway.isEmpty() && underway.peek().arrivesNanos() <= world.now) {
        pool.accepts(underway.remove().submit());
      }
      ShareTally total =
          world.lane.view(false, world.now).tallies().getOrDefault("main", new ShareTally());
      long fates = 0;
      for (ShareFate fate : ShareFate.values()) {
        fates += total.count(fate);
      }
      assertThat(total.received()).isEqualTo(fates);
      assertThat(total.received() + world.lane.pendingShares()).isEqualTo(submitted);
    }
    assertThat(world.count(ShareFate.LOST)).isZero();
    assertThat(world.count(ShareFate.ACCEPTED)).isGreaterThan(10_000);
    assertThat(world.lane.pendingShares()).as("it was a slow link").isPositive();
  }

  private static void submit(MinerEnd miner, int nonce) {
    String job = miner.lastWith("mining.notify");
    miner.heard.clear();
    miner.heard.add(job);
    miner.says(
        LaneWorld.submitLine("9", "w.rig", LaneWorld.field(job, 0), "00000000", nonce)
            .replace("%08x".formatted(LaneWorld.NTIME), LaneWorld.field(job, 7)));
  }
}
