package dev.adit.sim.torture;

import dev.adit.stratum.HexBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A pool: where it listens, what it gives to all its connections, and in which mood it is.
final class Site {
  /// What becomes of whoever dials.
  enum Door {
    OPEN,
    SHUT,
    HANGING
  }

  private final World world;
  private final int number;
  private final String name;
  private final SplittableRandom chance;
  private final boolean keepsExtranonce1;
  private final List<PoolTalk> talks = new ArrayList<>();
  private int connections;
  private int height;

  // What the weather changes.
  Door door = Door.OPEN;
  boolean silent;
  boolean refusesUser;
  double difficulty;
  int versionMask = 0x1fffe000;
  int extranonce2Size = 8;
  Mood mood = Mood.FAIR;

  Site(World world, int number, String name) {
    this.world = world;
    this.number = number;
    this.name = name;
    this.chance = world.chance();
    this.difficulty = world.scenario.poolDifficulty();
    this.keepsExtranonce1 =
        world.scenario.restless() || (world.scenario.faulty() && chance.nextInt(3) == 0);
    if (world.scenario.faulty()) {
      extranonce2Size = world.scenario.restless() ? 4 : usableSize();
    }
    world.agenda.after(nextJob(), this::giveJobs);
  }

  String name() {
    return name;
  }

  String host() {
    return name + ".example";
  }

  Door door() {
    return door;
  }

  long latency() {
    return world.poolLatency(chance);
  }

  SplittableRandom chance() {
    return chance;
  }

  boolean keepsExtranonce1() {
    return keepsExtranonce1;
  }

  /// Those that are connected.
  List<PoolTalk> talks() {
    return List.copyOf(talks);
  }

  PoolTalk accept(PoolEnd end) {
    PoolTalk talk = new PoolTalk(world, this, end, name + "#" + ++connections);
    talks.add(talk);
    return talk;
  }

  void gone(PoolTalk talk) {
    talks.remove(talk);
  }

  /// The number of the pool comes first, so that two pools never give the same.
  HexBytes extranonce1() {
    int rest = keepsExtranonce1 ? 0x20406 : chance.nextInt(1 << 24);
    return HexBytes.of(
        new byte[] {(byte) number, (byte) (rest >> 16), (byte) (rest >> 8), (byte) rest});
  }

  int usableSize() {
    return chance.nextInt(4) == 0 ? chance.nextInt(4, 8) : 8;
  }

  int height() {
    return height;
  }

  /// Someone found a block: all have new work.
  void newBlock() {
    height++;
    if (!silent) {
      talks().forEach(talk -> talk.giveJob(true));
    }
  }

  private void giveJobs() {
    if (!silent) {
      talks().forEach(talk -> talk.giveJob(false));
    }
    world.agenda.after(nextJob(), this::giveJobs);
  }

  private long nextJob() {
    return chance.nextLong(20 * Agenda.SECOND, 40 * Agenda.SECOND);
  }

  /// All connections break.
  void drop(boolean abrupt) {
    talks().forEach(talk -> talk.drop(abrupt));
  }
}
