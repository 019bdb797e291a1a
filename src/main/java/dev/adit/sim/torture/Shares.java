package dev.adit.sim.torture;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every share found lately, by its nonce, which counts upwards: what is long over is settled and
/// forgotten, or a day of a large farm would not fit into memory.
final class Shares {
  private @Nullable Found[] ring = new Found[1 << 12];
  private int oldest = 1;
  private int next = 1;

  int nextNonce() {
    return next;
  }

  void add(Found found) {
    if (next - oldest == ring.length) {
      widen();
    }
    ring[next++ & ring.length - 1] = found;
  }

  /// Null for a nonce that nobody found, or long ago.
  @Nullable Found find(int nonce) {
    return nonce < oldest || nonce >= next ? null : ring[nonce & ring.length - 1];
  }

  void settle(long foundBeforeNanos, Consumer<Found> settled) {
    while (oldest < next) {
      Found found = Objects.requireNonNull(ring[oldest & ring.length - 1]);
      if (found.foundNanos >= foundBeforeNanos) {
        return;
      }
      ring[oldest++ & ring.length - 1] = null;
      settled.accept(found);
    }
  }

  /// How many were found ever.
  int count() {
    return next - 1;
  }

  private void widen() {
    @Nullable Found[] wider = new Found[ring.length * 2];
    Arrays.fill(wider, null);
    for (int nonce = oldest; nonce < next; nonce++) {
      wider[nonce & wider.length - 1] = ring[nonce & ring.length - 1];
    }
    ring = wider;
  }
}
