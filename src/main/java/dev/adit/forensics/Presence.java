package dev.adit.forensics;

import dev.adit.config.PoolStatsConfig.Style;
import java.util.ArrayDeque;
import java.util.Deque;

/// How long one conversation's worker has been handing in good shares, so that the pool must know
/// of it.
final class Presence {
  private static final double SECONDS = 600;
  private static final int SHARES = 10;

  /// public-pool does not show a session before its last 31 shares, if there are so many, have
  /// taken a minute.
  private static final int SHARES_OF_SESSION = 31;

  private static final double SLOW_SECONDS = 90;

  private final Deque<Moment> shares = new ArrayDeque<>();
  private final Call call;
  private final String user;
  private final Moment since;

  /// @param at when the first share was accepted
  Presence(Call call, String user, Moment at) {
    this.call = call;
    this.user = user;
    this.since = at;
  }

  Call call() {
    return call;
  }

  String user() {
    return user;
  }

  void onAccepted(Moment at) {
    shares.addLast(at);
    if (shares.size() > SHARES_OF_SESSION) {
      shares.removeFirst();
    }
  }

  /// Whether a pool of that style should list it.
  boolean isOwed(Style style, Moment at) {
    long fresh = shares.stream().filter(it -> at.secondsSince(it) <= SECONDS).count();
    boolean fast =
        shares.size() == SHARES_OF_SESSION && at.secondsSince(shares.getFirst()) < SLOW_SECONDS;
    return at.secondsSince(since) >= SECONDS
        && fresh >= SHARES
        && !(fast && style == Style.PUBLIC_POOL);
  }
}
