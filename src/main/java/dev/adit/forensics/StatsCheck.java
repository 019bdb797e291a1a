package dev.adit.forensics;

import dev.adit.config.PoolStatsConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Proves that a pool's own figures of an account are lower than the work that it has accepted
/// here. They are of all connections of that account and ours only of those that are heard, so that
/// more than we saw says nothing: others may mine for it elsewhere.
///
/// Thresholds: hashrate below 80 % of ours and five standard deviations away, on three looks in a
/// row, HIGH ([Account]); a sum of difficulties that grows by less than we saw accepted, three half
/// hours in a row, HIGH; a worker that the pool does not list after ten minutes of good shares,
/// twice in a row, MEDIUM; no usable answer three times in a row, LOW. False positives: a site
/// whose copy of the figures stands still, and one that belongs to another pool of the same host.
final class StatsCheck implements Witness.Source {
  private static final int FAILURES = 3;
  private static final double SETTLED_SECONDS = 1800;

  /// public-pool's figure is of each session's last 31 shares, whatever time those took.
  private static final double MOST_CLAIMED_BY_SESSION = 0.6;

  private final PoolStatsConfig config;
  private final StatsFindings findings;
  private final PayoutNames names;
  private final String site;

  /// By the pool's host; as many as there are pools in the configuration.
  private final Map<String, AddressWork> works = new HashMap<>();

  private final Set<Presence> present = new LinkedHashSet<>();
  private @Nullable PoolReport report;
  private @Nullable Moment reported;
  private boolean known = true;
  private int failures;
  private String problem = "";

  StatsCheck(PoolStatsConfig config, AlertBook book) {
    this.config = config;
    this.findings = new StatsFindings(config, book);
    this.names = new PayoutNames(config.address(), config.style());
    this.site = host(config.url().getHost());
  }

  private static String host(String host) {
    return host.replaceAll("^\\[(.*)]$", "$1").toLowerCase(Locale.ROOT);
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Witness() {
      private @Nullable Presence presence;

      @Override
      public void on(Observation seen) {
        if (seen instanceof Observation.ShareAnswered answered
            && answered.answer().accepted()
            // Where something was not heard, it may have been another difficulty.
            && !conversation.isDoubtful()
            && names.isOurs(answered.share().submit().worker())) {
          presence = onAccepted(conversation, answered, presence);
        } else if (seen instanceof Observation.Ended && presence != null) {
          present.remove(presence);
        }
      }
    };
  }

  private @Nullable Presence onAccepted(
      Conversation in, Observation.ShareAnswered seen, @Nullable Presence before) {
    Call call = in.call();
    String user = seen.share().submit().worker();
    works
        .computeIfAbsent(host(call.host()), _ -> new AddressWork(call, seen.at()))
        .add(user, seen.answer().least(), call, seen.at());
    if (!user.equals(in.worker())) {
      // What the pool calls it is not known.
      return before;
    }
    Presence presence = before;
    if (presence == null || !presence.user().equals(user)) {
      present.remove(presence);
      presence = new Presence(call, user, seen.at());
      present.add(presence);
    }
    presence.onAccepted(seen.at());
    return presence;
  }

  @Override
  public void onTick(Moment now) {
    works.values().forEach(work -> work.pass(now));
  }

  @Override
  public void onStatistics(PoolAnswer answer, Moment at) {
    switch (answer) {
      case PoolAnswer.Told(PoolReport told) -> {
        onGood(true);
        report = told;
        reported = at;
        AddressWork work = work();
        if (work != null) {
          compare(work, told, at);
        }
      }
      case PoolAnswer.Unknown() -> {
        onGood(false);
        AddressWork work = work();
        if (work != null) {
          findMissing(work, Set.of(), at);
        }
      }
      case PoolAnswer.Failed(String why, int inARow) -> {
        problem = why;
        failures = inARow;
        if (inARow >= FAILURES) {
          findings.unreachable(work(), inARow, why, at);
        }
      }
    }
  }

  private void onGood(boolean nowKnown) {
    known = nowKnown;
    failures = 0;
    problem = "";
  }

  /// Of the pool whose figures they are: the one on the site's host; else the only one there is, if
  /// the site has seen a share since that one was first heard.
  private @Nullable AddressWork work() {
    AddressWork there = works.get(site);
    if (there != null || works.size() != 1) {
      return there;
    }
    AddressWork only = works.values().iterator().next();
    PoolReport told = report;
    return told != null && told.lastShare() > only.since().time().getEpochSecond() ? only : null;
  }

  private void compare(AddressWork work, PoolReport told, Moment at) {
    work.onClaimed(told.shares(), at);
    Set<String> listed = new HashSet<>();
    told.workers().forEach(worker -> listed.add(worker.name()));
    findMissing(work, listed, at);
    switch (config.style()) {
      case CKPOOL -> compareNames(work, told, at);
      case PUBLIC_POOL -> compareSessions(work, told, at);
    }
  }

  private void compareNames(AddressWork work, PoolReport told, Moment at) {
    for (PoolReport.Worker worker : told.workers()) {
      Account account = work.workers().get(worker.name());
      if (account != null) {
        check(work, worker.name(), account, worker.rates().oneHour(), worker.shares(), at);
      }
    }
    // Last, because where all of it is too little that is what the alert should say.
    check(work, "", work.total(), told.rates().oneHour(), told.shares(), at);
  }

  private void check(
      AddressWork work, String user, Account account, double rate, double shares, Moment at) {
    Account.Gap forgotten = account.forgotten(shares, at);
    if (forgotten != null) {
      findings.forgotten(work, user, forgotten, at);
    }
    if (account.secondsHeard(at) >= SETTLED_SECONDS) {
      Account.Gap understated = account.understated(rate, at);
      if (understated != null) {
        findings.understated(work, user, account, understated, at);
      }
    }
  }

  /// A session that the pool has no figure of yet would be missing in the sum.
  private void compareSessions(AddressWork work, PoolReport told, Moment at) {
    if (told.workers().isEmpty()
        || told.workers().stream().anyMatch(worker -> !(worker.rates().lately() > 0))) {
      return;
    }
    Account all = work.total();
    work.claimed().add(told.rates().lately(), at);
    if (all.secondsHeard(at) >= SETTLED_SECONDS) {
      Account.Gap understated =
          all.understated(work.claimed().average(), MOST_CLAIMED_BY_SESSION, at);
      if (understated != null) {
        findings.understated(work, "", all, understated, at);
      }
    }
  }

  private void findMissing(AddressWork work, Set<String> listed, Moment at) {
    Map<String, Presence> owed = new LinkedHashMap<>();
    for (Presence presence : present) {
      if (works.get(host(presence.call().host())) == work && presence.isOwed(config.style(), at)) {
        owed.put(presence.user(), presence);
      }
    }
    work.workers()
        .forEach(
            (user, account) -> {
              Presence presence = owed.get(user);
              if (account.missing(presence != null, listed.contains(names.listed(user)))
                  && presence != null) {
                findings.missing(presence, at);
              }
            });
  }

  PoolStatsView view(Moment now) {
    return new StatsSummary(config, names, work(), report, reported, known, failures, problem)
        .view(now);
  }
}
