package dev.adit.sim.torture;

import dev.adit.aggregate.LaneSettings;
import dev.adit.aggregate.PoolSettings;
import dev.adit.aggregate.PoolTransport;
import dev.adit.work.Vardiff;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Edits the configuration while miners are at work.
final class Operator {
  private static final double SECONDS_BETWEEN_EDITS = 400;

  private final World world;
  private final Proxy proxy;
  private final SplittableRandom chance;
  private final LaneSettings first;
  private LaneSettings present;
  private int routes;

  Operator(World world, Proxy proxy) {
    this.world = world;
    this.proxy = proxy;
    this.chance = world.chance();
    this.first = world.scenario.laneSettings();
    this.present = first;
  }

  /// Begins to edit, and stops before the end.
  void begin(long endNanos) {
    long pause = (long) (chance.nextExponential() * SECONDS_BETWEEN_EDITS * Agenda.SECOND);
    if (world.now() + pause < endNanos) {
      world.agenda.after(
          pause,
          () -> {
            world.happens(Fault.RELOAD);
            present = edited();
            proxy.turn(() -> proxy.lane().reconfigure(present, world.now()));
            begin(endNanos);
          });
    }
  }

  private LaneSettings edited() {
    List<PoolSettings> pools = new ArrayList<>(present.pools());
    List<Double> shares = present.shares();
    Vardiff.Settings vardiff = present.vardiff();
    boolean hotStandby = present.hotStandby();
    switch (chance.nextInt(5)) {
      case 0 -> pools = chosen();
      case 1 -> pools.set(0, reachedAnew(pools.getFirst()));
      case 2 -> vardiff = paced(5 + chance.nextInt(20));
      case 3 -> hotStandby = !hotStandby;
      default ->
          shares =
              shares.isEmpty()
                  ? pools.stream().map(_ -> chance.nextDouble(1, 10)).toList()
                  : List.of();
    }
    if (!shares.isEmpty() && shares.size() != pools.size()) {
      shares = pools.stream().map(_ -> 1.0).toList();
    }
    world.history.note("lane", "--", "reload: " + pools + " " + shares);
    return new LaneSettings(
        first.listener(),
        first.userAgent(),
        pools,
        shares,
        vardiff,
        first.idleNanos(),
        first.loginNanos(),
        first.localAuthorize(),
        first.strictBroadcast(),
        hotStandby,
        first.keepWarm());
  }

  /// Some of the pools, in some order; one at least.
  private List<PoolSettings> chosen() {
    List<PoolSettings> left = new ArrayList<>(first.pools());
    List<PoolSettings> chosen = new ArrayList<>();
    for (int n = 1 + chance.nextInt(left.size()); n > 0; n--) {
      chosen.add(left.remove(chance.nextInt(left.size())));
    }
    return chosen;
  }

  private PoolSettings reachedAnew(PoolSettings pool) {
    return new PoolSettings(
        pool.name(),
        pool.host(),
        pool.port(),
        pool.user(),
        pool.password(),
        pool.naming(),
        pool.fallbackUser(),
        pool.algorithm(),
        pool.backoffMinNanos(),
        pool.backoffMaxNanos(),
        pool.deadAfterNanos(),
        pool.stableForNanos(),
        new PoolTransport(
            false, false, "", new PoolTransport.Socks5("route" + ++routes, 1080, "", "")));
  }

  private Vardiff.Settings paced(double seconds) {
    Vardiff.Settings now = present.vardiff();
    return new Vardiff.Settings(
        now.enabled(), seconds, now.min(), now.max(), now.adjustEveryNanos());
  }
}
