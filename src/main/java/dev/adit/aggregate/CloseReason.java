package dev.adit.aggregate;

import java.util.Locale;

/// Why a miner's connection ended; the label is the metric's.
public enum CloseReason {
  /// The miner hung up.
  MINER_LEFT,
  /// Connected, said nothing useful for the listener's idle timeout.
  IDLE,
  /// Spoke something that is not Stratum.
  GARBAGE,
  /// Sent a line longer than the limit.
  OVERSIZED_LINE,
  /// Did not read what was sent to it.
  SLOW_READER,
  /// The pool gave another extranonce and the miner can't follow without subscribing anew.
  EXTRANONCE_CHANGED,
  /// No extranonce slot was free, on this pool connection or another.
  NO_SLOT,
  /// This lane had no slot; the connection goes on, on another.
  MOVED,
  /// Did not authorise in time.
  NO_LOGIN,
  /// Its address was banned meanwhile.
  BANNED,
  /// Its address came onto the list of those that may not connect.
  DENIED,
  /// All places were taken, and one more valuable came.
  EVICTED,
  /// The load balancer in front did not say where it comes from.
  NO_PROXY_HEADER,
  /// Adit stops.
  SHUTDOWN,
  /// A bug of ours, logged where it was caught.
  FAULT;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
