package dev.adit.aggregate;

import static dev.adit.aggregate.LaneWorld.ANYTHING;
import static dev.adit.aggregate.LaneWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneWorld.MinerEnd;
import dev.adit.aggregate.LaneWorld.PoolEnd;
import dev.adit.work.Vardiff;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The configuration changes while miners are at work.
class ReconfigureTest {
  private static final PoolSettings MAIN = LaneWorld.pool("main", WorkerNaming.SINGLE, false);
  private static final PoolSettings BACKUP = LaneWorld.pool("backup", WorkerNaming.SINGLE, false);

  final LaneWorld world = new LaneWorld(settings(LaneWorld.fixed(), MAIN, BACKUP));
  final MinerEnd follower = mining(true);
  final PoolEnd main = opened("main", "aaaaaaaa");
  final PoolEnd backup = opened("backup", "bbbbbbbb");
  final MinerEnd other = mining(false);

  static LaneSettings settings(Vardiff.Settings vardiff, PoolSettings... pools) {
    return new LaneSettings(
        "farm", "adit/test", List.of(pools), List.of(), vardiff, 0, 0, true, true, true, false);
  }

  /// The same pool, to be reached in another way.
  static PoolSettings elsewhere(PoolSettings pool) {
    return pool.at("new." + pool.host(), pool.port());
  }

  private MinerEnd mining(boolean follows) {
    MinerEnd miner = world.mining("w.rig");
    if (follows) {
      miner.says("{\"id\":8,\"method\":\"mining.extranonce.subscribe\",\"params\":[]}");
    }
    return miner;
  }

  private PoolEnd opened(String name, String extranonce1) {
    PoolEnd pool = world.open(name, extranonce1, 8, ANYTHING);
    pool.job(name, true);
    return pool;
  }

  private void reconfigure(LaneSettings next) {
    world.lane.reconfigure(next, world.now);
  }

  @Test
  void changesNothingWhereNothingHasChanged() {
    follower.take();
    reconfigure(settings(LaneWorld.fixed(), MAIN, BACKUP));
    world.seconds(5);
    assertThat(follower.heard).isEmpty();
    assertThat(world.dialled).containsExactly("main", "backup");
  }

  @Test
  void givesMinersTheNewDifficultyWithTheNextJob() {
    main.difficulty(1000);
    main.job("m2", true);
    assertThat(follower.lastWith("set_difficulty")).contains("[1000]");
    reconfigure(settings(new Vardiff.Settings(true, 15, 0.5, 8, 60 * SECOND), MAIN, BACKUP));
    main.job("m3", true);
    assertThat(follower.lastWith("set_difficulty")).contains("[1]");
    assertThat(other.closed).isNull();
  }

  @Test
  void keepsMinersAtWorkUntilThePoolIsReachedInTheNewWay() {
    follower.take();
    reconfigure(settings(LaneWorld.fixed(), elsewhere(MAIN), BACKUP));
    assertThat(world.dialTargets.getLast()).startsWith("new.main");
    assertThat(follower.heard).isEmpty();
    main.job("m2", true);
    assertThat(follower.take()).singleElement().asString().contains("mining.notify");
    PoolEnd again = world.open("main", "cccccccc", 8, ANYTHING);
    assertThat(main.closed).isFalse();
    again.job("n1", true);
    world.seconds(0.25);
    assertThat(follower.take().getFirst()).contains("set_extranonce").contains("cccccccc");
    world.seconds(0.5);
    assertThat(other.closed).isEqualTo(CloseReason.EXTRANONCE_CHANGED);
    world.seconds(0.5);
    assertThat(main.closed).isTrue();
    assertThat(backup.closed).isFalse();
  }

  /// A pool may give its new connection the extranonce that the old one still has.
  @Test
  void neverGivesOneExtranonceToTwoMinersOfTwoConnections() {
    reconfigure(settings(LaneWorld.fixed(), elsewhere(MAIN), BACKUP));
    PoolEnd again = world.open("main", "aaaaaaaa", 8, ANYTHING);
    again.job("n1", true);
    world.seconds(0.25);
    String moved = LaneWorld.field(follower.lastWith("set_extranonce"), 0);
    assertThat(moved).startsWith("aaaaaaaa").isNotEqualTo(follower.extranonce1());
    assertThat(moved).isNotEqualTo(other.extranonce1());
    world.seconds(1);
    assertThat(main.closed).isTrue();
    MinerEnd late = mining(false);
    assertThat(late.extranonce1())
        .as("those that rest are kept for their miners")
        .isNotIn(moved, follower.extranonce1(), other.extranonce1());
  }

  @Test
  void waitsNoLongerThanASecondForTheNewWayWhereAnotherPoolIsReady() {
    reconfigure(settings(LaneWorld.fixed(), elsewhere(MAIN), BACKUP));
    world.seconds(1.5);
    assertThat(world.lane.view(false, world.now).pool()).isEqualTo("backup");
  }

  @Test
  void movesMinersFromAPoolThatIsGone() {
    follower.take();
    reconfigure(settings(LaneWorld.fixed(), BACKUP));
    assertThat(follower.take().getFirst()).contains("set_extranonce").contains("bbbbbbbb");
    String job = other.jobId();
    other.submits("w.rig", job, "00000000", 1);
    assertThat(main.submits()).as("who can not follow still works for it").hasSize(1);
    main.accepts(main.submits().getFirst());
    assertThat(other.last()).contains("true");
    world.seconds(1);
    assertThat(main.closed).isTrue();
    assertThat(world.lane.view(false, world.now).lines()).hasSize(1);
  }

  @Test
  void turnsToAPoolThatIsPreferredNow() {
    reconfigure(settings(LaneWorld.fixed(), BACKUP, MAIN));
    assertThat(world.lane.view(false, world.now).pool()).isEqualTo("main");
    world.seconds(61);
    assertThat(world.lane.view(false, world.now).pool()).isEqualTo("backup");
    assertThat(main.closed).isFalse();
  }

  @Test
  void reachesALaneWithoutMinersToo() {
    follower.hangsUp();
    other.hangsUp();
    world.seconds(61);
    reconfigure(settings(LaneWorld.fixed(), BACKUP));
    world.miner();
    assertThat(world.dialled.getLast()).isEqualTo("backup");
  }

  @Test
  void takesMinersBackOnTheSameConnectionWhenItIsReverted() {
    world.seconds(60);
    List<MinerEnd> many = Stream.generate(() -> mining(false)).limit(300).toList();
    follower.take();
    reconfigure(settings(LaneWorld.fixed(), BACKUP));
    assertThat(follower.take().getFirst()).contains("bbbbbbbb");
    world.seconds(1);
    reconfigure(settings(LaneWorld.fixed(), MAIN, BACKUP));
    assertThat(follower.lastWith("set_extranonce")).contains("aaaaaaaa");
    world.seconds(5);
    assertThat(world.dialled).containsExactly("main", "backup");
    assertThat(main.closed).isFalse();
    MinerEnd stayed = many.getLast();
    assertThat(stayed.closed).isNull();
    main.job("m2", true);
    stayed.submits("w.rig", stayed.jobId(), "00000000", 1);
    follower.submits("w.rig", follower.jobId(), "00000000", 1);
    assertThat(main.submits()).hasSize(2);
  }

  @Test
  void dialsAPoolThatIsGoneNoLonger() {
    main.breaks();
    backup.breaks();
    assertThat(world.lane.view(false, world.now).pool()).as("it served last").isEqualTo("backup");
    reconfigure(settings(LaneWorld.fixed(), MAIN));
    assertThat(world.cancelled).containsExactly("backup");
    opened("main", "aaaaaaaa");
    assertThat(follower.last()).contains("mining.notify");
    world.seconds(1);
    assertThat(world.lane.view(false, world.now).lines()).hasSize(1);
  }
}
