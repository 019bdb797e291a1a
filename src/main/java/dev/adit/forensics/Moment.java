package dev.adit.forensics;

import java.time.Instant;

/// When something was heard.
///
/// @param nanos of the machine's clock that never jumps; only differences mean something
/// @param epochMillis of the machine's clock of the day
/// @param offsetMillis what is to be added to it, by the time servers; 0 where they are not known
public record Moment(long nanos, long epochMillis, long offsetMillis) {
  /// Before anything was heard.
  static final Moment NEVER = new Moment(0, 0, 0);

  /// Now, before anybody has corrected it.
  static Moment now() {
    return new Moment(System.nanoTime(), System.currentTimeMillis(), 0);
  }

  Moment corrected(long millis) {
    return new Moment(nanos, epochMillis, millis);
  }

  /// The machine's time.
  public Instant local() {
    return Instant.ofEpochMilli(epochMillis);
  }

  /// The true time as far as it is known.
  public Instant time() {
    return Instant.ofEpochMilli(trueMillis());
  }

  long trueMillis() {
    return epochMillis + offsetMillis;
  }

  /// Seconds since that moment.
  double secondsSince(Moment earlier) {
    return (nanos - earlier.nanos) / 1e9;
  }
}
