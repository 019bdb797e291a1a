package dev.adit.sim.torture;

import dev.adit.aggregate.LaneHost;
import dev.adit.aggregate.PoolCaller;

/// An attempt to reach a pool.
final class Dialled implements LaneHost.Dialling {
  private static final long TIMEOUT_NANOS = 10 * Agenda.SECOND;

  private final World world;
  private final Proxy proxy;
  private final Site site;
  private final PoolCaller caller;
  private boolean cancelled;

  Dialled(World world, Proxy proxy, Site site, PoolCaller caller) {
    this.world = world;
    this.proxy = proxy;
    this.site = site;
    this.caller = caller;
  }

  void begin() {
    if (cancelled) {
      return;
    }
    long latency = site.latency();
    switch (site.door()) {
      case OPEN -> world.agenda.after(2 * latency, () -> proxy.turn(() -> connect(latency)));
      case SHUT -> {
        world.happens(Fault.REFUSED_DIAL);
        world.agenda.after(2 * latency, () -> fail("connection refused"));
      }
      case HANGING -> {
        world.happens(Fault.HANGING_DIAL);
        world.agenda.after(TIMEOUT_NANOS, () -> fail("connection timed out"));
      }
    }
  }

  private void connect(long latency) {
    if (cancelled) {
      return;
    }
    PoolEnd end = new PoolEnd(world, proxy, site, caller, latency);
    world.history.note(end.name(), "--", "is connected");
    caller.onConnected(end, world.now());
  }

  private void fail(String why) {
    proxy.turn(
        () -> {
          if (!cancelled) {
            caller.onLost(why, world.now());
          }
        });
  }

  @Override
  public void cancel() {
    cancelled = true;
  }
}
