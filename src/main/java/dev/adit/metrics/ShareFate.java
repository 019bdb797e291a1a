package dev.adit.metrics;

/// What became of a share. Every share gets exactly one; the label is the metric's.
public enum ShareFate {
  /// The pool said yes.
  ACCEPTED,
  /// The pool said no for another reason than those below, or we did: malformed, not subscribed,
  /// not authorised.
  REJECTED,
  /// Its job was no longer current (21).
  STALE,
  /// It had been seen before (22).
  DUPLICATE,
  /// It missed the difficulty that the miner was given (23).
  LOW,
  /// It met the miner's difficulty, not the pool's: accepted and booked here.
  LOCAL,
  /// It should have been credited by the pool, which went away or never answered.
  LOST;

  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
