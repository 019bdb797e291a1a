package dev.adit.guard;

import org.jspecify.annotations.Nullable;

/// Joins the two things that ban an address: a ban held by time, and its points.
final class Sentence {
  private static final long NANOS_PER_MS = 1_000_000;

  private Sentence() {}

  /// The ban that stands, which lapses at the first moment when neither speaks for it. Points are
  /// its reason where both do, except that the operator's hand comes first.
  ///
  /// @param events aged
  static @Nullable Ban of(
      AddressKey key,
      @Nullable HeldBan held,
      EventTimes events,
      GuardSettings settings,
      long nowNanos) {
    Ban byTime = held == null ? null : held.ban(key, nowNanos);
    boolean exceeded = Score.of(events, settings).exceeded();
    if (byTime == null) {
      return exceeded
          ? new Ban(key, BanReason.POINTS, remaining(0, events, settings, nowNanos))
          : null;
    }
    boolean byPoints = exceeded && byTime.reason() != BanReason.HAND;
    long remaining = byTime.remainingNanos();
    return new Ban(
        key,
        byPoints ? BanReason.POINTS : byTime.reason(),
        remaining == Ban.FOREVER ? remaining : remaining(remaining, events, settings, nowNanos));
  }

  private static long remaining(
      long leastNanos, EventTimes events, GuardSettings settings, long nowNanos) {
    long fromMs = EventTimes.millis(nowNanos + leastNanos);
    long lapseMs = Score.lapseMs(events, settings, fromMs, EventTimes.millis(nowNanos));
    return lapseMs == fromMs ? leastNanos : lapseMs * NANOS_PER_MS - nowNanos;
  }
}
