package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Watches this machine's clock by what the time servers say.
///
/// - `TIME_SERVERS_SILENT` (MEDIUM): none of them has answered three times in a row, so that the
///   times of all other findings are the machine's own, or rest on an old answer. Reported once for
///   each time of silence. It proves nothing about a pool: networks that let no NTP out are common.
/// - `CLOCK_JUMPED` (LOW): the offset is more than a second from what it was at the look before.
///   Somebody has set the clock, it runs badly, or the servers do not agree.
final class ClockWatch implements Witness.Source {
  private static final Witness DEAF = _ -> {};
  private static final long JUMP_MILLIS = 1_000;

  private final AlertBook book;
  private ClockReading before = ClockReading.NONE;
  private boolean silent;
  private boolean known;

  ClockWatch(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return DEAF;
  }

  @Override
  public void onClock(ClockReading reading, Moment at) {
    if (known) {
      checkJump(reading, at);
    }
    checkSilence(reading, at);
    known |= reading.servers() > 0;
    before = reading;
  }

  private void checkJump(ClockReading reading, Moment at) {
    long jump = reading.offsetMillis() - before.offsetMillis();
    if (Math.abs(jump) > JUMP_MILLIS) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("offset_ms", reading.offsetMillis());
      data.put("offset_before_ms", before.offsetMillis());
      book.report(
          null,
          at,
          Suspicion.CLOCK_JUMPED,
          String.format(
              Locale.ROOT,
              "This machine's clock was %s off and is now %s off by the time servers: it was set,"
                  + " or runs badly",
              text(before.offsetMillis()),
              text(reading.offsetMillis())),
          data);
    }
  }

  private void checkSilence(ClockReading reading, Moment at) {
    boolean nobody = reading.asked() > 0 && reading.servers() == 0;
    if (nobody && !silent) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("servers_asked", reading.asked());
      data.put("offset_ms", reading.offsetMillis());
      book.report(
          null,
          at,
          Suspicion.TIME_SERVERS_SILENT,
          (known
                  ? "No time server answers any more: times go by the last offset that was known"
                  : "No time server answers: times are those of this machine's clock")
              + "; UDP to the ntp_servers must be let out, or leave them empty",
          data);
    }
    silent = nobody;
  }

  private static String text(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
  }
}
