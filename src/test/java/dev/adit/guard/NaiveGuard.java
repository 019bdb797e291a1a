package dev.adit.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The rules of the guard, written down once more with plain lists and no thought of cost.
final class NaiveGuard {
  private static final int QUARTER_MS = 15_000;

  record Answer(@Nullable Refusal refusal, long untilNanos, @Nullable Caller in) {}

  record Work(long ms, double difficulty) {}

  static final class Caller {
    final String from;
    final Address address;
    final String door;
    final long since;
    boolean allowed;
    boolean in = true;
    boolean loggedIn;
    double work;

    Caller(String from, Address address, String door, long since) {
      this.from = from;
      this.address = address;
      this.door = door;
      this.since = since;
    }
  }

  final class Address {
    final AddressKey key;
    final Map<EventKind, List<Long>> events = new EnumMap<>(EventKind.class);
    final List<Caller> callers = new ArrayList<>();
    final List<Work> work = new ArrayList<>();
    final List<Long> accepted = new ArrayList<>();
    long minuteFrom;
    @Nullable HeldBan held;

    Address(AddressKey key) {
      this.key = key;
    }

    List<Long> of(EventKind kind) {
      return Objects.requireNonNull(events.computeIfAbsent(kind, _ -> new ArrayList<>()));
    }

    long count(EventKind kind, long now) {
      return of(kind).stream().filter(ms -> ms(now) - ms < settings.historyMs()).count();
    }

    void add(EventKind kind, long now) {
      List<Long> times = of(kind);
      times.add(ms(now));
      while (times.size() > (kind == EventKind.CONNECT ? 10 : settings.eventsKept())) {
        times.removeFirst();
      }
    }

    boolean exceeded(long now) {
      long bad = count(EventKind.FAILED_LOGIN, now) + count(EventKind.FAILED_REQUEST, now);
      long good =
          count(EventKind.OK_SHARE, now) * settings.sharePoints() + count(EventKind.OK_LOGIN, now);
      return settings.enabled() && settings.banPoints() >= 0 && bad - good > settings.banPoints();
    }

    boolean holds(long now) {
      return held != null && (held.untilNanos() == Ban.FOREVER || now < held.untilNanos());
    }

    boolean banned(long now) {
      return holds(now) || exceeded(now);
    }

    @Nullable Ban ban(long now) {
      if (!banned(now)) {
        return null;
      }
      boolean byHand = held != null && holds(now) && held.reason() == BanReason.HAND;
      BanReason reason =
          byHand
              ? BanReason.HAND
              : exceeded(now) ? BanReason.POINTS : Objects.requireNonNull(held).reason();
      return new Ban(key, reason, lapse(now) == Ban.FOREVER ? Ban.FOREVER : lapse(now) - now);
    }

    /// Tries every moment at which anything could change.
    long lapse(long now) {
      LongStream forgotten =
          events.values().stream()
              .flatMap(List::stream)
              .mapToLong(ms -> (ms + settings.historyMs()) * Terms.MS);
      LongStream moments =
          LongStream.concat(LongStream.of(now, held == null ? now : held.untilNanos()), forgotten);
      return moments
          .filter(moment -> moment >= now && moment != Ban.FOREVER && !banned(moment))
          .min()
          .orElse(Ban.FOREVER);
    }

    double value(int more, long now) {
      if (count(EventKind.OK_SHARE, now) == 0) {
        return 0;
      }
      double history = settings.historyMs();
      double sum =
          work.stream()
              .mapToDouble(it -> it.difficulty * Math.exp((it.ms - ms(now)) / history))
              .sum();
      return sum / Math.max(1, callers.size() + more);
    }

    long lastMinute(long now) {
      long quarter = (ms(now) - minuteFrom) / QUARTER_MS;
      return accepted.stream().filter(ms -> (ms - minuteFrom) / QUARTER_MS > quarter - 4).count();
    }

    @Nullable Refusal objection(long now) {
      if (banned(now)) {
        return Refusal.BANNED;
      }
      List<Long> kept =
          of(EventKind.CONNECT).stream().filter(ms -> ms(now) - ms < settings.historyMs()).toList();
      if (settings.connectIntervalMs() > 0
          && kept.size() >= 3
          && (ms(now) - kept.getFirst()) / kept.size() < settings.connectIntervalMs()) {
        return Refusal.PACE;
      }
      if (settings.maxPerIp() > 0 && callers.size() >= settings.maxPerIp()) {
        return Refusal.PER_IP;
      }
      boolean often = settings.maxPerMinute() > 0 && lastMinute(now) >= settings.maxPerMinute();
      return often ? Refusal.PER_MINUTE : null;
    }

    void closeThoseNotAllowed() {
      if (settings.enforced()) {
        List.copyOf(callers).stream().filter(it -> !it.allowed).forEach(NaiveGuard.this::end);
      }
    }

    void review(long now) {
      boolean over = exceeded(now) && !settings.allow().covers(key);
      if (over || (held != null && holds(now) && held.reason() == BanReason.HAND)) {
        closeThoseNotAllowed();
      }
    }
  }

  final Map<AddressKey, Address> addresses = new TreeMap<>();
  private final Map<String, Integer> doors;
  private GuardSettings settings;

  NaiveGuard(GuardSettings settings, Map<String, Integer> doors) {
    this.settings = settings;
    this.doors = doors;
  }

  private static long ms(long now) {
    return Math.floorDiv(now, Terms.MS);
  }

  Address address(String from) {
    AddressKey key = AddressKey.of(Site.ip(from), settings.ipv6Prefix());
    return Objects.requireNonNull(addresses.computeIfAbsent(key, Address::new));
  }

  private List<Caller> everybody() {
    return addresses.values().stream().flatMap(it -> it.callers.stream()).toList();
  }

  Answer admit(String from, String door, long now) {
    Address address = address(from);
    boolean allowed = settings.enabled() && settings.allow().contains(Site.ip(from));
    boolean denied = settings.enabled() && !allowed && settings.deny().contains(Site.ip(from));
    int most = Objects.requireNonNull(doors.get(door));
    long inside = everybody().stream().filter(it -> it.door.equals(door)).count();
    boolean doorFull = most > 0 && inside >= most;
    boolean houseFull =
        settings.enabled()
            && settings.maxMiners() > 0
            && everybody().size() >= settings.maxMiners();
    if (!settings.enforced() && doorFull) {
      return new Answer(Refusal.FULL, Ban.FOREVER, null);
    }
    if (settings.enforced() && denied) {
      return new Answer(Refusal.DENIED, Ban.FOREVER, null);
    }
    Refusal objection = settings.enabled() && !allowed && !denied ? address.objection(now) : null;
    if (objection == Refusal.PER_IP) {
      address.held = new HeldBan(BanReason.PER_IP, now + settings.banNanos());
    } else if (objection == Refusal.PER_MINUTE) {
      address.held = new HeldBan(BanReason.PER_MINUTE, now + settings.banNanos());
    }
    if (settings.enforced() && objection != null) {
      long until = objection == Refusal.PACE ? Ban.FOREVER : address.lapse(now);
      return new Answer(objection, until, null);
    }
    if (settings.enforced() && (doorFull || houseFull)) {
      double value = allowed ? Double.POSITIVE_INFINITY : address.value(1, now);
      Caller victim = victim(doorFull ? door : null, value, now);
      if (victim == null && !allowed) {
        return new Answer(Refusal.FULL, Ban.FOREVER, null);
      }
      if (victim != null) {
        end(victim);
      }
    }
    address.add(EventKind.CONNECT, now);
    if (address.lastMinute(now) == 0) {
      address.minuteFrom = ms(now);
      address.accepted.clear();
    }
    address.accepted.add(ms(now));
    Caller caller = new Caller(from, address, door, now);
    caller.allowed = allowed;
    address.callers.add(caller);
    return new Answer(null, 0, caller);
  }

  private @Nullable Caller victim(@Nullable String door, double value, long now) {
    return everybody().stream()
        .filter(it -> !it.allowed && (door == null || it.door.equals(door)))
        .filter(it -> mayGo(it, value, now))
        .min(
            Comparator.<Caller>comparingDouble(it -> it.address.value(0, now))
                .thenComparingInt(it -> -it.address.callers.size())
                .thenComparingDouble(it -> it.work)
                .thenComparingLong(it -> it.since))
        .orElse(null);
  }

  private boolean mayGo(Caller it, double value, long now) {
    double worth = it.address.value(0, now);
    boolean young = now - it.since < settings.newcomerGraceNanos();
    return value == 0 ? worth == 0 && !young : worth < value && (worth == 0 || !young);
  }

  void end(Caller caller) {
    caller.in = false;
    caller.address.callers.remove(caller);
  }

  void login(Caller caller, long now) {
    if (caller.in && !caller.loggedIn) {
      caller.loggedIn = true;
      caller.address.add(EventKind.OK_LOGIN, now);
    }
  }

  void share(Caller caller, double difficulty, long now) {
    if (caller.in) {
      if (caller.address.count(EventKind.OK_SHARE, now) == 0) {
        caller.address.work.clear();
      }
      caller.address.work.add(new Work(ms(now), difficulty));
      caller.work += difficulty;
      caller.address.add(EventKind.OK_SHARE, now);
    }
  }

  void bad(Caller caller, EventKind kind, long now) {
    if (caller.in) {
      caller.address.add(kind, now);
      if (!caller.allowed && caller.address.exceeded(now)) {
        caller.address.closeThoseNotAllowed();
      }
    }
  }

  void ban(String from, long forNanos, long now) {
    Address address = address(from);
    address.held = new HeldBan(BanReason.HAND, forNanos == Ban.FOREVER ? forNanos : now + forNanos);
    address.closeThoseNotAllowed();
  }

  void unban(String from) {
    Address address = address(from);
    address.of(EventKind.FAILED_LOGIN).clear();
    address.of(EventKind.FAILED_REQUEST).clear();
    address.accepted.clear();
    address.held = null;
  }

  /// One without callers and events that is not banned is as if it had never been.
  void tick(long now) {
    addresses.values().forEach(it -> it.review(now));
    addresses
        .values()
        .removeIf(
            it ->
                it.callers.isEmpty()
                    && !it.banned(now)
                    && it.events.keySet().stream().allMatch(kind -> it.count(kind, now) == 0));
  }

  void settings(GuardSettings next, long now) {
    settings = next;
    for (Caller it : everybody()) {
      it.allowed = next.enabled() && next.allow().contains(Site.ip(it.from));
      if (next.enforced() && !it.allowed && next.deny().contains(Site.ip(it.from))) {
        end(it);
      }
    }
    addresses.values().stream().filter(it -> !it.callers.isEmpty()).forEach(it -> it.review(now));
  }
}
