package dev.adit.relay;

import dev.adit.config.HostPort;
import dev.adit.net.QuietLog;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// A line for each flow at its end; where more end than anybody reads, some, and how many others.
final class FlowLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.adit.relay");
  private static final int PER_MINUTE = 6_000;

  private final QuietLog ends = new QuietLog(LOG, Level.INFO, PER_MINUTE);
  private final QuietLog troubles = new QuietLog(LOG, Level.WARN, 60);

  void ended(String relay, FlowView flow, FlowEnd why, String detail) {
    ends.say(
        "%s: %s -> %s, %d bytes there, %d back, %s, %s%s"
            .formatted(
                relay,
                flow.client(),
                flow.target().isEmpty() ? "nowhere" : flow.target(),
                flow.sent(),
                flow.received(),
                seconds(flow.ageNanos()),
                why.inWords(),
                detail.isEmpty() ? "" : ": " + detail));
  }

  void trouble(String line) {
    troubles.say(line);
  }

  /// A target is there now, or no more. As rare as the operator's checks, so it is always told.
  ///
  /// @param problem null: it is there
  void health(String relay, HostPort target, @Nullable String problem) {
    if (problem == null) {
      LOG.info("{}: {} is up", relay, target);
    } else {
      LOG.warn("{}: {} is down: {}", relay, target, problem);
    }
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
  }
}
