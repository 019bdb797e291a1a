package dev.adit.guard;

import org.jspecify.annotations.Nullable;

/// A ban that holds by time, whatever the points say.
///
/// @param untilNanos of the monotonic clock, or [Ban#FOREVER]
record HeldBan(BanReason reason, long untilNanos) {

  static HeldBan lasting(BanReason reason, long forNanos, long nowNanos) {
    // What would outlive the clock's numbers is as good as for ever.
    boolean forever = forNanos > Long.MAX_VALUE / 4;
    return new HeldBan(reason, forever ? Ban.FOREVER : nowNanos + forNanos);
  }

  boolean holds(long nowNanos) {
    return untilNanos == Ban.FOREVER || nowNanos - untilNanos < 0;
  }

  @Nullable Ban ban(AddressKey key, long nowNanos) {
    boolean forever = untilNanos == Ban.FOREVER;
    return holds(nowNanos)
        ? new Ban(key, reason, forever ? Ban.FOREVER : untilNanos - nowNanos)
        : null;
  }
}
