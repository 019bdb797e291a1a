package dev.adit.guard;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rules of the guard, written down once more with plain lists and no thought of cost.
final class NaiveGuard {
  record Answer(@Nullable Refusal refusal, long untilNanos, @Nullable Caller in) {}

  record Work(long ms, double difficulty) {}

  static final class Caller {
    final String from;
    final NaiveAddress address;
    final String door;
    final long since;
    boolean allowed;
    boolean in = true;
    boolean loggedIn;
    double work;

    Caller(String from, NaiveAddress address, String door, long since) {
      this.from = from;
      this.address = address;
      this.door = door;
      this.since = since;
    }
  }

  final Map<AddressKey, NaiveAddress> addresses = new TreeMap<>();
  private final Map<String, Integer> doors;
  private GuardSettings settings;

  NaiveGuard(GuardSettings settings, Map<String, Integer> doors) {
    this.settings = settings;
    this.doors = doors;
  }

  static long ms(long now) {
    return Math.floorDiv(now, Terms.MS);
  }

  /// The quarter of a second that began last.
  static long quarterMs(long now) {
    return Math.floorDiv(ms(now), 250L) * 250;
  }

  GuardSettings settings() {
    return settings;
  }

  NaiveAddress address(String from) {
    AddressKey key = AddressKey.of(Site.ip(from), settings.ipv6Prefix());
    return Objects.requireNonNull(addresses.computeIfAbsent(key, it -> new NaiveAddress(it, this)));
  }

  private List<Caller> everybody() {
    return addresses.values().stream().flatMap(it -> it.callers.stream()).toList();
  }

  Answer admit(String from, String door, long now) {
    NaiveAddress address = address(from);
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
    boolean stranger = address.value(0, now) == 0;
    if (objection == Refusal.PER_IP && stranger) {
      address.held = new HeldBan(BanReason.PER_IP, now + settings.banNanos());
    } else if (objection == Refusal.PER_MINUTE && stranger) {
      address.held = new HeldBan(BanReason.PER_MINUTE, now + settings.banNanos());
    }
    if (settings.enforced() && objection != null) {
      long until = address.banned(now) ? address.lapse(now) : Ban.FOREVER;
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
      HeldBan held = caller.address.held;
      if (held != null && held.reason() != BanReason.HAND && caller.address.value(0, now) > 0) {
        caller.address.held = null;
      }
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
    NaiveAddress address = address(from);
    address.held = new HeldBan(BanReason.HAND, forNanos == Ban.FOREVER ? forNanos : now + forNanos);
    address.closeThoseNotAllowed();
  }

  void unban(String from) {
    NaiveAddress address = address(from);
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
