package dev.adit.guard;

import static dev.adit.guard.EventKind.CONNECT;
import static dev.adit.guard.EventKind.FAILED_LOGIN;
import static dev.adit.guard.EventKind.FAILED_REQUEST;
import static dev.adit.guard.EventKind.OK_LOGIN;
import static dev.adit.guard.EventKind.OK_SHARE;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All that is remembered of one address: its events, its worth, its ban, and who is in from it.
/// Each method takes the record's own lock; who does two things that belong together holds it over
/// both. It decides and changes itself, and never calls anybody.
final class AddressRecord {
  /// Fewer connections than this have no pace.
  private static final int PACE_FROM = 3;

  private final AddressKey key;
  private final EventTimes events = new EventTimes();
  private final Quarters lately = new Quarters();
  private final Worth worth = new Worth();
  private final BanState bans;

  /// Null while nobody is in: most who are remembered are not.
  private @Nullable Visits visits;

  private boolean forgotten;

  /// The shelf's: guarded by its lock, not by ours.
  @Nullable AddressRecord shelvedBefore;

  @Nullable AddressRecord shelvedAfter;
  Shelf.@Nullable Entry shelvedBanned;
  boolean shelvedFree;

  AddressRecord(AddressKey key, AtomicInteger banned) {
    this.key = key;
    this.bans = new BanState(banned);
  }

  AddressKey key() {
    return key;
  }

  synchronized int open() {
    return visits == null ? 0 : visits.count();
  }

  /// What speaks against one connection more.
  synchronized @Nullable Refusal objection(GuardSettings settings, long nowNanos) {
    if (isBanned(settings, nowNanos)) {
      return Refusal.BANNED;
    }
    if (tooFast(settings, nowNanos)) {
      return Refusal.PACE;
    }
    if (settings.maxPerIp() > 0 && open() >= settings.maxPerIp()) {
      return Refusal.PER_IP;
    }
    int sum = lately.sum(EventTimes.millis(nowNanos));
    boolean tooMany = settings.maxPerMinute() > 0 && sum >= settings.maxPerMinute();
    return tooMany ? Refusal.PER_MINUTE : null;
  }

  /// `mwc-stratum` §4: the average counts the refused attempt's time, but not the attempt.
  private boolean tooFast(GuardSettings settings, long nowNanos) {
    int kept = events.count(CONNECT);
    if (settings.connectIntervalMs() <= 0 || kept < PACE_FROM) {
      return false;
    }
    long nowMs = EventTimes.millis(nowNanos);
    return (nowMs - events.timeMs(CONNECT, 0, nowMs)) / kept < settings.connectIntervalMs();
  }

  synchronized void enter(Visit visit, GuardSettings settings, long nowNanos) {
    long nowMs = age(settings, nowNanos);
    events.add(CONNECT, nowMs, settings.eventsKept());
    lately.add(nowMs);
    if (visits == null) {
      visits = new Visits();
    }
    visits.add(visit);
  }

  /// Says whether it was still there.
  synchronized boolean leave(Visit visit) {
    if (!visit.in) {
      return false;
    }
    remove(visit);
    return true;
  }

  private boolean hears(Visit visit) {
    return visit.isHeard() && !forgotten;
  }

  synchronized void loggedIn(Visit visit, GuardSettings settings, long nowNanos) {
    if (hears(visit) && !visit.loggedIn) {
      visit.loggedIn = true;
      events.add(OK_LOGIN, age(settings, nowNanos), settings.eventsKept());
    }
  }

  /// Work proves that who went over a cap is no stranger: such a ban ends.
  synchronized Change worked(
      Visit visit, double difficulty, GuardSettings settings, long nowNanos) {
    if (!hears(visit)) {
      return Change.NONE;
    }
    long nowMs = age(settings, nowNanos);
    if (events.count(OK_SHARE) == 0) {
      worth.clear();
    }
    worth.add(difficulty, nowMs, settings.historyMs());
    visit.work += difficulty;
    events.add(OK_SHARE, nowMs, settings.eventsKept());
    HeldBan held = bans.held();
    boolean lifts = held != null && held.reason().isCap() && value(0, settings, nowNanos) > 0;
    return lifts ? become(null, bans.overLimit(), settings) : Change.NONE;
  }

  /// Tells only of a ban that ends: where points ban it besides, others were told of those.
  private Change become(@Nullable HeldBan held, boolean overLimit, GuardSettings settings) {
    BanReason before = bans.reason();
    bans.become(held, overLimit);
    return Change.lifted(bans.reason() == null ? before : null, settings);
  }

  /// One bad event; it may be one too many.
  synchronized Change offended(Visit visit, EventKind kind, GuardSettings settings, long nowNanos) {
    if (!hears(visit)) {
      return Change.NONE;
    }
    long nowMs = age(settings, nowNanos);
    boolean known = bans.overLimit() && Score.of(events, settings).exceeded();
    events.add(kind, nowMs, settings.eventsKept());
    if (visit.allowed || !Score.of(events, settings).exceeded()) {
      return Change.NONE;
    }
    bans.become(bans.held(), true);
    return overdue(known ? null : ban(settings, nowNanos), settings);
  }

  /// A cap; who is in may stay. No ban where the address has proved work: it may be a farm that
  /// starts at once.
  synchronized Change goneOver(BanReason cap, GuardSettings settings, long nowNanos) {
    if (value(0, settings, nowNanos) > 0) {
      return Change.NONE;
    }
    HeldBan held = HeldBan.lasting(cap, settings.banNanos(), nowNanos);
    bans.become(held, bans.overLimit());
    return Change.banned(held.ban(key, nowNanos), List.of(), settings);
  }

  /// From before a restart. A longer ban that has come since stays.
  synchronized void restored(HeldBan ban) {
    HeldBan held = bans.held();
    if (held == null || held.untilNanos() < ban.untilNanos()) {
      bans.become(ban, bans.overLimit());
    }
  }

  /// For a ban by hand, which closes what is open.
  synchronized Change hold(HeldBan ban, GuardSettings settings, long nowNanos) {
    bans.become(ban, bans.overLimit());
    return overdue(ban(settings, nowNanos), settings);
  }

  /// Lifts whatever ban there is, and forgets what would bring it back.
  synchronized Change lift(GuardSettings settings, long nowNanos) {
    Ban ban = ban(settings, nowNanos);
    BanReason lifted = ban == null ? bans.reason() : ban.reason();
    events.clear(FAILED_LOGIN);
    events.clear(FAILED_REQUEST);
    lately.clear();
    bans.become(null, false);
    return Change.lifted(lifted, settings);
  }

  /// What time alone has changed: a ban that lapsed, or one that began because good events were
  /// forgotten. Closes who is in though banned.
  synchronized Change review(GuardSettings settings, long nowNanos) {
    if (forgotten) {
      return Change.NONE;
    }
    long nowMs = age(settings, nowNanos);
    events.trim();
    lately.trim(nowMs);
    boolean known = bans.overLimit();
    HeldBan held = bans.held() != null && bans.held().holds(nowNanos) ? bans.held() : null;
    boolean overLimit = Score.of(events, settings).exceeded() && !settings.allow().covers(key);
    Change change = become(held, overLimit, settings);
    boolean closes = overLimit || (held != null && !held.reason().isCap());
    boolean begins = overLimit && !known;
    return closes ? overdue(begins ? ban(settings, nowNanos) : null, settings) : change;
  }

  /// A ban that closes what is open. It may have begun earlier, and somebody slipped in since.
  private Change overdue(@Nullable Ban begun, GuardSettings settings) {
    boolean nothingNew = begun == null && !settings.enforced();
    List<Visit> closing = nothingNew ? List.of() : closing(settings, _ -> true);
    return begun == null && closing.isEmpty()
        ? Change.NONE
        : Change.banned(begun, closing, settings);
  }

  /// Looks up everybody in new lists; the denied have to go.
  synchronized Change relist(GuardSettings settings) {
    for (Visit visit : visits()) {
      visit.allowed = settings.enabled() && settings.allow().contains(visit.from);
    }
    if (!settings.enforced()) {
      return Change.NONE;
    }
    List<Visit> denied =
        visits().stream().filter(it -> !it.allowed && settings.deny().contains(it.from)).toList();
    denied.forEach(this::remove);
    return Change.denied(denied);
  }

  /// The ban that stands.
  synchronized @Nullable Ban ban(GuardSettings settings, long nowNanos) {
    age(settings, nowNanos);
    return Sentence.of(key, bans.held(), events, settings, nowNanos);
  }

  /// Whether one stands; when it lapses is most of the work.
  private boolean isBanned(GuardSettings settings, long nowNanos) {
    age(settings, nowNanos);
    HeldBan held = bans.held();
    return (held != null && held.holds(nowNanos)) || Score.of(events, settings).exceeded();
  }

  /// The part of it that does not depend on points.
  synchronized @Nullable Ban heldBan(long nowNanos) {
    HeldBan held = bans.held();
    return held == null ? null : held.ban(key, nowNanos);
  }

  /// Difficulty per connection: of the shares that are remembered, and the less the older they are.
  ///
  /// @param more connections than there are now
  synchronized double value(int more, GuardSettings settings, long nowNanos) {
    double now = worth.at(age(settings, nowNanos), settings.historyMs());
    return events.count(OK_SHARE) == 0 ? 0 : now / Math.max(1, open() + more);
  }

  /// Of those who are counted here since another IPv6 prefix held, a ban by hand closes these.
  synchronized Change closeFrom(AddressKey block, GuardSettings settings) {
    return Change.banned(
        null, closing(settings, it -> block.covers(AddressKey.of(it.from))), settings);
  }

  /// Those whom a ban ends; they are out already if it is in force.
  private List<Visit> closing(GuardSettings settings, Predicate<Visit> whom) {
    List<Visit> closing = visits().stream().filter(it -> !it.allowed).filter(whom).toList();
    if (settings.enforced()) {
      closing.forEach(this::remove);
    }
    return closing;
  }

  synchronized List<Visit> visits() {
    return visits == null ? List.of() : visits.all();
  }

  private void remove(Visit visit) {
    if (visits != null && visits.remove(visit) == 0) {
      visits = null;
    }
  }

  /// Nothing is known of it any more.
  synchronized boolean blank() {
    return visits == null && events.isEmpty() && bans.reason() == null;
  }

  synchronized boolean forgotten() {
    return forgotten;
  }

  synchronized void forget() {
    forgotten = true;
    bans.become(null, false);
  }

  synchronized EventTimes events(GuardSettings settings, long nowNanos) {
    age(settings, nowNanos);
    return events;
  }

  private long age(GuardSettings settings, long nowNanos) {
    long nowMs = EventTimes.millis(nowNanos);
    events.age(nowMs, settings.historyMs());
    return nowMs;
  }
}
