package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static dev.adit.aggregate.LaneWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import org.junit.jupiter.api.Test;

/// Which of three pools in order serves, where two of them are kept open.
class PoolChoiceTest {
  private static final String PAUSE =
      "{\"id\":null,\"method\":\"client.reconnect\",\"params\":[\"main.example\",3333,50]}";

  LaneWorld world = new LaneWorld(FailoverTest.settings(true, false, "main", "backup", "third"));

  /// A miner that follows a new extranonce.
  private MinerEnd miner() {
    MinerEnd miner = world.mining("w.rig");
    miner.says("{\"id\":8,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}");
    return miner;
  }

  /// Open and authorised, but without a word about work.
  private PoolEnd idle(String name) {
    return world.open(name, extranonce1(name), 8, ANYTHING);
  }

  private PoolEnd working(String name) {
    PoolEnd pool = idle(name);
    pool.job(name, true);
    return pool;
  }

  private static String extranonce1(String name) {
    return switch (name) {
      case "main" -> "aaaaaaaa";
      case "backup" -> "bbbbbbbb";
      default -> "cccccccc";
    };
  }

  private String served() {
    return world.lane.view(false, world.now).pool();
  }

  @Test
  void doesNotWaitOutAPauseThatThePoolAsksForWhereAnotherIsReady() {
    MinerEnd miner = miner();
    PoolEnd main = working("main");
    working("backup");
    miner.take();
    main.says(PAUSE);
    world.seconds(1);
    assertThat(served()).isEqualTo("backup");
    assertThat(miner.lastWith("set_extranonce")).contains("bbbbbbbb");
    assertThat(miner.last()).contains("mining.notify");
    int again = world.dialled.lastIndexOf("main");
    assertThat(world.dialDelays.get(again)).isBetween(50 * SECOND, 51 * SECOND);
  }

  @Test
  void triesTheNextPoolWithinSuchAPauseWhereNoneIsReady() {
    world = new LaneWorld(FailoverTest.settings(false, false, "main", "backup"));
    miner();
    PoolEnd main = working("main");
    world.seconds(5);
    main.says(PAUSE);
    assertThat(world.dialled).containsExactly("main", "main", "backup");
    assertThat(world.dialDelays.getLast()).isZero();
  }

  @Test
  void rescuesMinersByAPoolThatHasWorkRatherThanByOneThatIsPreferred() {
    MinerEnd miner = miner();
    PoolEnd main = working("main");
    PoolEnd backup = working("backup");
    main.breaks();
    PoolEnd third = working("third");
    backup.breaks();
    assertThat(served()).isEqualTo("third");
    working("backup");
    idle("main");
    assertThat(served()).isEqualTo("third");
    miner.take();
    third.breaks();
    assertThat(served()).isEqualTo("backup");
    assertThat(miner.last()).contains("mining.notify");
  }

  @Test
  void takesMinersFromAPoolThatGivesNoWork() {
    MinerEnd miner = miner();
    PoolEnd main = idle("main");
    working("backup");
    world.seconds(5);
    assertThat(served()).isEqualTo("main");
    world.seconds(0.5);
    assertThat(served()).isEqualTo("backup");
    assertThat(miner.last()).contains("mining.notify");
    main.job("late", true);
    world.seconds(1);
    assertThat(served()).as("it is healthy only now").isEqualTo("backup");
    world.seconds(60);
    assertThat(served()).isEqualTo("main");
  }

  @Test
  void staysWithAPoolThatGivesNoWorkWhereNoOtherHasAny() {
    miner();
    idle("main");
    idle("backup");
    world.seconds(30);
    assertThat(served()).isEqualTo("main");
  }

  /// Its failures harmed nobody: it need not prove itself before miners without a pool may come.
  @Test
  void forgivesAStandbyThatFailedWhileNobodyWorkedForIt() {
    MinerEnd miner = miner();
    PoolEnd main = working("main");
    for (int i = 0; i < 5; i++) {
      working("backup").breaks();
      world.seconds(1);
    }
    working("backup");
    miner.take();
    main.breaks();
    assertThat(served()).isEqualTo("backup");
    assertThat(miner.last()).contains("mining.notify");
  }
}
