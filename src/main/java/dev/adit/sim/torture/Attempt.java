package dev.adit.sim.torture;

import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.RequestId;
import org.jspecify.annotations.Nullable;

/// One submit that reached the lane, and what became of it.
final class Attempt {
  /// What the judge said of it.
  enum Ruling {
    NONE,
    UNDER_WAY,
    BOOKS,
    POOL,
    REFUSED
  }

  final MinerEnd end;

  /// Null where the submit could not be read.
  final @Nullable Found found;

  final RequestId id;
  final long heardNanos;

  /// How long the lane had stood still until then.
  final long pausedNanos;

  Ruling ruling = Ruling.NONE;
  boolean held;
  @Nullable PoolEnd sentTo;
  long sentNanos;

  /// The pool's first answer, if it came while it still mattered.
  @Nullable Answer heard;

  boolean answered;

  Attempt(MinerEnd end, @Nullable Found found, RequestId id, long heardNanos, long pausedNanos) {
    this.end = end;
    this.found = found;
    this.id = id;
    this.heardNanos = heardNanos;
    this.pausedNanos = pausedNanos;
  }
}
