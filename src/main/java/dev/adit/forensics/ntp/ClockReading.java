package dev.adit.forensics.ntp;

/// What is known of this machine's clock.
///
/// @param offsetMillis to be added to the machine's time
/// @param servers that answered; 0: the offset is the last that was known, or 0 for the machine's
///   own time
/// @param asked servers that were asked
/// @param epochMillis when, by the machine's time
public record ClockReading(long offsetMillis, int servers, int asked, long epochMillis) {
  /// Nobody was asked.
  public static final ClockReading NONE = new ClockReading(0, 0, 0, 0);
}
