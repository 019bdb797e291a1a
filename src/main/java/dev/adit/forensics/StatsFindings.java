package dev.adit.forensics;

import dev.adit.config.PoolStatsConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts into words what [StatsCheck] has found.
final class StatsFindings {
  private final PoolStatsConfig config;
  private final AlertBook book;

  StatsFindings(PoolStatsConfig config, AlertBook book) {
    this.config = config;
    this.book = book;
  }

  /// @param user "" for all of the account
  void understated(AddressWork work, String user, Account account, Account.Gap gap, Moment at) {
    book.report(
        work.latest(),
        at,
        Suspicion.HASHRATE_UNDERSTATED,
        "The pool's statistics say %s of %s; the shares that it accepted here make at least %s."
            .formatted(
                HashrateText.format(gap.claimed()), who(user), HashrateText.format(gap.seen())),
        data(
            user,
            "claimed_hashes_per_second",
            gap.claimed(),
            "measured_hashes_per_second",
            gap.seen(),
            "sigma",
            account.accepted().sigma(),
            "shares",
            account.accepted().shares()));
  }

  void forgotten(AddressWork work, String user, Account.Gap gap, Moment at) {
    book.report(
        work.latest(),
        at,
        Suspicion.SHARES_FORGOTTEN,
        "The pool's statistics of %s grew by %.4g in difficulty while it accepted %.4g here."
            .formatted(who(user), gap.claimed(), gap.seen()),
        data(user, "claimed_difficulty", gap.claimed(), "accepted_difficulty", gap.seen()));
  }

  void missing(Presence presence, Moment at) {
    book.report(
        presence.call(),
        at,
        Suspicion.WORKER_MISSING,
        "The pool's statistics do not list %s, whose shares it has accepted for ten minutes."
            .formatted(who(presence.user())),
        data(presence.user()));
  }

  void unreachable(@Nullable AddressWork work, int inARow, String problem, Moment at) {
    book.report(
        work == null ? null : work.latest(),
        at,
        Suspicion.STATISTICS_UNREACHABLE,
        "The pool's statistics at %s: %s.".formatted(StatsSite.page(config), problem),
        data("", "failures_in_a_row", inARow, "problem", problem));
  }

  private String who(String user) {
    return user.isEmpty() ? config.address() : Brief.of(user);
  }

  private Map<String, Object> data(String user, Object... namesAndValues) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("url", StatsSite.page(config).toString());
    data.put("address", config.address());
    if (!user.isEmpty()) {
      data.put("worker", Brief.of(user));
    }
    for (int i = 0; i < namesAndValues.length; i += 2) {
      data.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return data;
  }
}
