package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The configuration changes while the work is split between two pools.
class ReconfigureSplitTest {
  private static final String FOLLOWS =
      "{\"id\":8,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}";

  final LaneWorld world = new LaneWorld(split("main", "backup"));
  final PoolEnd main = opened("main", "aaaaaaaa");
  final PoolEnd backup = opened("backup", "bbbbbbbb");
  final List<MinerEnd> followers = mining(6, true);
  final List<MinerEnd> others = mining(6, false);

  private static LaneSettings split(String... pools) {
    return settings(Collections.nCopies(pools.length, 1.0), pools);
  }

  private static LaneSettings inOrder(String... pools) {
    return settings(List.of(), pools);
  }

  private static LaneSettings settings(List<Double> shares, String... names) {
    List<PoolSettings> pools =
        Stream.of(names).map(name -> LaneWorld.pool(name, WorkerNaming.SINGLE, false)).toList();
    return new LaneSettings(
        "farm", "adit/test", pools, shares, LaneWorld.fixed(), 0, 0, true, true, true, false);
  }

  private PoolEnd opened(String name, String extranonce1) {
    if (world.dialled.isEmpty()) {
      world.miner().hangsUp();
    }
    PoolEnd pool = world.open(name, extranonce1, 8, ANYTHING);
    pool.job(name, true);
    return pool;
  }

  private List<MinerEnd> mining(int count, boolean follows) {
    List<MinerEnd> miners = Stream.generate(() -> world.mining("w.rig")).limit(count).toList();
    if (follows) {
      miners.forEach(miner -> miner.says(FOLLOWS));
    }
    return miners;
  }

  private void reconfigure(LaneSettings next) {
    world.lane.reconfigure(next, world.now);
  }

  private List<MinerEnd> of(String extranonce1, List<MinerEnd> miners) {
    return miners.stream().filter(each -> each.extranonce1().startsWith(extranonce1)).toList();
  }

  /// Those who can follow have been sent there, those who can not are asked to connect anew.
  private void assertMoved(String from, String to) {
    assertThat(of(from, followers))
        .isNotEmpty()
        .allMatch(miner -> miner.lastWith("set_extranonce").contains('"' + to));
    assertThat(of(from, others))
        .isNotEmpty()
        .allMatch(miner -> miner.closed == CloseReason.EXTRANONCE_CHANGED);
  }

  @Test
  void movesMinersFromAPoolThatIsGoneAndLeavesIt() {
    reconfigure(inOrder("main"));
    world.seconds(1);
    assertMoved("bbbbbbbb", "aaaaaaaa");
    assertThat(backup.closed).isTrue();
    assertThat(of("aaaaaaaa", others)).allMatch(miner -> miner.closed == null);
  }

  @Test
  void bringsAllToTheFirstPoolWhereTheOrderCountsAgain() {
    reconfigure(inOrder("main", "backup"));
    world.seconds(1);
    assertMoved("bbbbbbbb", "aaaaaaaa");
    assertThat(backup.closed).as("it stands by").isFalse();
    followers.forEach(MinerEnd::take);
    backup.job("b2", true);
    assertThat(followers).allMatch(miner -> miner.heard.isEmpty());
  }

  /// At once, to where there is work, though its share may be full already.
  @Test
  void movesMinersFromAPoolThatIsReplaced() {
    reconfigure(split("main", "third"));
    world.seconds(1);
    assertMoved("bbbbbbbb", "aaaaaaaa");
    assertThat(backup.closed).isTrue();
    opened("third", "cccccccc");
    assertThat(mining(6, false)).anyMatch(miner -> miner.extranonce1().startsWith("cccccccc"));
    assertThat(main.closed).isFalse();
  }

  @Test
  void movesMinersFromTheFirstPoolLikewise() {
    reconfigure(split("backup", "third"));
    world.seconds(1);
    assertMoved("aaaaaaaa", "bbbbbbbb");
    assertThat(main.closed).isTrue();
    assertThat(backup.closed).isFalse();
  }

  @Test
  void letsMinersWorkOnWhereTheyAreUntilAPoolOfTheNewSplitHasWork() {
    Stream.of(followers, others).forEach(all -> all.forEach(MinerEnd::take));
    reconfigure(split("third", "fourth"));
    world.seconds(1);
    assertThat(followers).allMatch(miner -> miner.heard.isEmpty());
    assertThat(others).allMatch(miner -> miner.closed == null);
    assertThat(main.closed).isFalse();
    assertThat(backup.closed).isFalse();
    opened("third", "cccccccc");
    world.seconds(1);
    assertThat(followers)
        .allMatch(miner -> miner.lastWith("set_extranonce").contains("\"cccccccc"));
    assertThat(main.closed && backup.closed).isTrue();
  }
}
