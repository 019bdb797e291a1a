package dev.adit.sim.torture;

import dev.adit.aggregate.LaneSettings;
import dev.adit.aggregate.PoolSettings;
import dev.adit.aggregate.PoolTransport;
import dev.adit.aggregate.WorkerNaming;
import dev.adit.work.Algorithm;
import dev.adit.work.Vardiff;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// What one run is like.
///
/// @param faulty whether everybody misbehaves; else pools drop their connections, and no more
/// @param followers the part of the miners that follow an extranonce
/// @param restless whether miners come and go all the time, on few slots: those are used again
/// @param mischief after how many of a miner's shares it does something odd, as a probability
/// @param medianPerSecond of the miners' hashrates, as difficulty per second
/// @param lan whether miners are near, whatever the latency of pools
/// @param nbits the network's target
/// @param ticksBetweenChecks how often the lane's books are looked at
record Scenario(
    double hours,
    int miners,
    int pools,
    int drops,
    boolean faulty,
    double followers,
    boolean restless,
    double mischief,
    double medianPerSecond,
    long leastLatencyNanos,
    long mostLatencyNanos,
    boolean lan,
    double poolDifficulty,
    int nbits,
    double blockSeconds,
    boolean slowJudge,
    int ticksBetweenChecks,
    Lane lane) {
  /// The difficulty of a block where everybody misbehaves: one in a few minutes.
  static final double TORTURE_NETWORK = 1e5;

  private static final long SECOND = Agenda.SECOND;
  private static final long MILLI = SECOND / 1_000;

  /// A miner of one terahash a second, as difficulty per second.
  private static final double TERAHASH = 1e12 / 0x1p32;

  /// How the lane is set up.
  record Lane(
      WorkerNaming naming,
      boolean fallbackUser,
      Vardiff.Settings vardiff,
      boolean localAuthorize,
      boolean strictBroadcast,
      boolean hotStandby,
      boolean keepWarm) {}

  static Scenario of(TortureSettings settings, SplittableRandom chance) {
    return settings.profile == Profile.CALM ? calm(settings) : torture(settings, chance);
  }

  /// The defaults of `docs/configuration.md`, honest miners, and pools that drop connections.
  private static Scenario calm(TortureSettings settings) {
    return new Scenario(
        settings.hours,
        settings.miners,
        settings.pools,
        settings.drops,
        false,
        settings.followers,
        false,
        0,
        2 * TERAHASH,
        settings.leastLatencyMillis * MILLI,
        settings.mostLatencyMillis * MILLI,
        settings.lan,
        0x1p18,
        nbits(1e10),
        600,
        false,
        240,
        new Lane(
            WorkerNaming.SUFFIX,
            false,
            new Vardiff.Settings(true, 15, 0.001, 65536, 60 * SECOND),
            true,
            true,
            settings.hotStandby,
            false));
  }

  private static Scenario torture(TortureSettings settings, SplittableRandom chance) {
    boolean steered = chance.nextInt(4) > 0;
    int doublings = steered ? chance.nextInt(9, 16) : chance.nextInt(5, 9);
    return new Scenario(
        settings.hours,
        settings.miners,
        settings.pools,
        settings.drops,
        true,
        settings.followers,
        chance.nextInt(6) == 0,
        0.05,
        TERAHASH / 50,
        MILLI,
        chance.nextLong(5, 400) * MILLI,
        chance.nextBoolean(),
        Math.pow(2, doublings),
        nbits(TORTURE_NETWORK),
        300,
        chance.nextInt(4) == 0,
        8,
        new Lane(
            naming(chance.nextInt(3)),
            chance.nextBoolean(),
            new Vardiff.Settings(steered, 10, 0.001, 65536, 30 * SECOND),
            chance.nextInt(3) > 0,
            chance.nextBoolean(),
            settings.hotStandby && chance.nextInt(3) > 0,
            chance.nextInt(3) == 0));
  }

  private static WorkerNaming naming(int dice) {
    return switch (dice) {
      case 0 -> WorkerNaming.SINGLE;
      case 1 -> WorkerNaming.SUFFIX;
      default -> WorkerNaming.PASSTHROUGH;
    };
  }

  private static int nbits(double difficulty) {
    return DrawnJudge.hash(difficulty, 0).toNbits();
  }

  /// The names of the pools, in order of preference.
  List<String> poolNames() {
    return IntStream.range(0, pools).mapToObj(i -> "pool" + (char) ('A' + i)).toList();
  }

  LaneSettings laneSettings() {
    return new LaneSettings(
        "farm",
        "adit/sim",
        poolNames().stream().map(this::poolSettings).toList(),
        List.of(),
        lane.vardiff,
        300 * SECOND,
        0,
        lane.localAuthorize,
        lane.strictBroadcast,
        lane.hotStandby,
        lane.keepWarm);
  }

  private PoolSettings poolSettings(String name) {
    return new PoolSettings(
        name,
        name + ".example",
        3333,
        "wallet.adit",
        "x",
        lane.naming,
        lane.fallbackUser,
        Algorithm.SHA256D,
        SECOND,
        60 * SECOND,
        120 * SECOND,
        60 * SECOND,
        PoolTransport.PLAIN);
  }

  /// Most lie within a factor of ten of the median.
  double hashrate(SplittableRandom chance) {
    return medianPerSecond * Math.exp(chance.nextGaussian());
  }
}
