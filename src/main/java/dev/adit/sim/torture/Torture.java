package dev.adit.sim.torture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// One run of one seed: a lane, its pools and its miners, from the first dial to the last answer.
public final class Torture {
  private static final long SECOND = Agenda.SECOND;

  /// After the weather clears: longer than any share waits for its answer.
  private static final long CLEARING_NANOS = 60 * SECOND;

  private static final long FORGET_NANOS = 300 * SECOND;

  private final long seed;
  private final World world;
  private final List<Site> sites;
  private final Proxy proxy;
  private final List<Rig> rigs;
  private final Weather weather;
  private final Operator operator;
  private final SplittableRandom chance;

  private Torture(TortureSettings settings, long seed) {
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    Scenario scenario = Scenario.of(settings, random.split());
    this.world = new World(scenario, random);
    this.chance = world.chance();
    List<String> names = scenario.poolNames();
    this.sites =
        IntStream.range(0, names.size())
            .mapToObj(i -> new Site(world, i + 1, names.get(i)))
            .toList();
    this.proxy = new Proxy(world, scenario.laneSettings(), sites);
    this.rigs =
        IntStream.range(0, scenario.miners())
            .mapToObj(i -> new Rig(world, proxy, i, worker(i), scenario.hashrate(chance)))
            .toList();
    this.weather = new Weather(world, proxy, sites, rigs);
    this.operator = new Operator(world, proxy);
  }

  public static TortureResult run(TortureSettings settings, long seed) {
    return new Torture(settings, seed).run();
  }

  private String worker(int number) {
    int kind = world.scenario.faulty() ? number % 16 : 0;
    return "w.rig" + number + (kind == 14 ? ".bad" : kind == 15 ? ".mute" : "");
  }

  private TortureResult run() {
    long end = world.now() + (long) (world.scenario.hours() * 3600 * SECOND);
    for (Rig rig : rigs) {
      world.agenda.after(chance.nextLong(5 * SECOND), rig::connect);
    }
    everyHalfMinute();
    weather.begin(end);
    if (world.scenario.faulty()) {
      operator.begin(end);
    }
    until(end);
    weather.end();
    rigs.forEach(Rig::stop);
    until(world.now() + CLEARING_NANOS);
    new ArrayList<>(proxy.miners()).forEach(MinerEnd::check);
    proxy.stop();
    world.shares.settle(Long.MAX_VALUE, world.efficiency::settle);
    Map<String, Long> faults = new LinkedHashMap<>();
    world.faults.forEach((fault, count) -> faults.put(fault.toString(), count));
    return new TortureResult(
        seed,
        world.history.digest(),
        world.shares.count(),
        faults,
        world.efficiency.earnings(),
        world.history.breaches());
  }

  private void until(long endNanos) {
    while (!world.history.isBroken() && world.agenda.step(endNanos)) {
      // Each step is one event.
    }
  }

  private void everyHalfMinute() {
    rigs.forEach(Rig::lookAround);
    world.shares.settle(world.now() - FORGET_NANOS, world.efficiency::settle);
    world.agenda.after(30 * SECOND, this::everyHalfMinute);
  }
}
