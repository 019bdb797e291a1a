package dev.adit.guard;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// An address as [NaiveGuard] keeps it.
final class NaiveAddress {
  private static final int QUARTER_MS = 15_000;

  private final NaiveGuard guard;
  final AddressKey key;
  final Map<EventKind, List<Long>> events = new EnumMap<>(EventKind.class);
  final List<NaiveGuard.Caller> callers = new ArrayList<>();
  final List<NaiveGuard.Work> work = new ArrayList<>();
  final List<Long> accepted = new ArrayList<>();
  long minuteFrom;
  @Nullable HeldBan held;

  NaiveAddress(AddressKey key, NaiveGuard guard) {
    this.key = key;
    this.guard = guard;
  }

  List<Long> of(EventKind kind) {
    return Objects.requireNonNull(events.computeIfAbsent(kind, _ -> new ArrayList<>()));
  }

  long count(EventKind kind, long now) {
    return of(kind).stream()
        .filter(ms -> NaiveGuard.ms(now) - ms < guard.settings().historyMs())
        .count();
  }

  void add(EventKind kind, long now) {
    List<Long> times = of(kind);
    times.add(kind == EventKind.CONNECT ? NaiveGuard.ms(now) : NaiveGuard.quarterMs(now));
    while (times.size()
        > (kind == EventKind.CONNECT ? 10 : Math.max(10 * guard.settings().banPoints(), 30))) {
      times.removeFirst();
    }
  }

  boolean exceeded(long now) {
    long bad = count(EventKind.FAILED_LOGIN, now) + count(EventKind.FAILED_REQUEST, now);
    long good =
        count(EventKind.OK_SHARE, now) * guard.settings().sharePoints()
            + count(EventKind.OK_LOGIN, now);
    return guard.settings().enabled()
        && guard.settings().banPoints() >= 0
        && bad - good > guard.settings().banPoints();
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
            .mapToLong(ms -> (ms + guard.settings().historyMs()) * Terms.MS);
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
    double history = guard.settings().historyMs();
    double sum =
        work.stream()
            .mapToDouble(it -> it.difficulty() * Math.exp((it.ms() - NaiveGuard.ms(now)) / history))
            .sum();
    return sum / Math.max(1, callers.size() + more);
  }

  long lastMinute(long now) {
    long quarter = (NaiveGuard.ms(now) - minuteFrom) / QUARTER_MS;
    return accepted.stream().filter(ms -> (ms - minuteFrom) / QUARTER_MS > quarter - 4).count();
  }

  @Nullable Refusal objection(long now) {
    if (banned(now)) {
      return Refusal.BANNED;
    }
    List<Long> kept =
        of(EventKind.CONNECT).stream()
            .filter(ms -> NaiveGuard.ms(now) - ms < guard.settings().historyMs())
            .toList();
    if (guard.settings().connectIntervalMs() > 0
        && kept.size() >= 3
        && (NaiveGuard.ms(now) - kept.getFirst()) / kept.size()
            < guard.settings().connectIntervalMs()) {
      return Refusal.PACE;
    }
    if (guard.settings().maxPerIp() > 0 && callers.size() >= guard.settings().maxPerIp()) {
      return Refusal.PER_IP;
    }
    boolean often =
        guard.settings().maxPerMinute() > 0 && lastMinute(now) >= guard.settings().maxPerMinute();
    return often ? Refusal.PER_MINUTE : null;
  }

  void closeThoseNotAllowed() {
    if (guard.settings().enforced()) {
      List.copyOf(callers).stream().filter(it -> !it.allowed).forEach(guard::end);
    }
  }

  void review(long now) {
    boolean over = exceeded(now) && !guard.settings().allow().covers(key);
    if (over || (held != null && holds(now) && held.reason() == BanReason.HAND)) {
      closeThoseNotAllowed();
    }
  }
}
