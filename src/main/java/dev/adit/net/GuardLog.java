package dev.adit.net;

import dev.adit.guard.AddressKey;
import dev.adit.guard.Ban;
import dev.adit.guard.BanReason;
import dev.adit.guard.GuardNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Writes bans to the log, so many a minute at most, and says that the list of bans has changed.
public final class GuardLog implements GuardNews {
  private static final Logger LOG = LoggerFactory.getLogger("dev.adit.guard");

  private final QuietLog news = new QuietLog(LOG, Level.INFO, 30);
  private final Runnable changed;

  /// @param changed called after each ban that began or ended, on any thread; must not block
  public GuardLog(Runnable changed) {
    this.changed = changed;
  }

  @Override
  public void banned(AddressKey key, BanReason reason, long remainingNanos, boolean would) {
    news.say(
        "%s %s%s: %s"
            .formatted(
                would ? "would ban" : "banned", key, lasting(remainingNanos), inWords(reason)));
    changed.run();
  }

  @Override
  public void lifted(AddressKey key, BanReason reason, boolean would) {
    news.say(
        "%s of %s has ended (%s)".formatted(would ? "would-be ban" : "ban", key, reason.label()));
    changed.run();
  }

  private static String lasting(long nanos) {
    return nanos == Ban.FOREVER ? "" : " for " + Math.ceilDiv(nanos, 1_000_000_000L) + " s";
  }

  private static String inWords(BanReason reason) {
    return switch (reason) {
      case PER_IP -> "too many connections at once";
      case PER_MINUTE -> "too many connections within a minute";
      case POINTS -> "too many bad events";
      case HAND -> "by hand";
    };
  }
}
