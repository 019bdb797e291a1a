package dev.adit.guard;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Shows what is remembered, to those who operate the guard.
final class Inspection {
  private static final long NANOS_PER_MS = 1_000_000;

  private final House house;
  private final AddressBook book;

  Inspection(House house, AddressBook book) {
    this.house = house;
    this.book = book;
  }

  List<AddressView> addresses(long nowNanos) {
    List<AddressView> views = new ArrayList<>(book.size());
    for (AddressRecord record : book.all()) {
      GuardSettings settings = house.settings();
      views.add(
          view(
              record,
              settings.allow().covers(record.key()),
              settings.deny().covers(record.key()),
              nowNanos));
    }
    return views;
  }

  /// As it is counted now; a ban from when it was counted by another prefix is shown too.
  Optional<AddressView> address(InetAddress address, long nowNanos) {
    GuardSettings settings = house.settings();
    List<AddressRecord> records = book.allOf(address, settings.ipv6Prefix());
    boolean allowed = settings.allow().contains(address);
    boolean denied = settings.deny().contains(address);
    List<AddressView> views =
        records.stream().map(record -> view(record, allowed, denied, nowNanos)).toList();
    return views.stream()
        .filter(AddressView::banned)
        .findFirst()
        .or(() -> views.stream().findFirst());
  }

  private AddressView view(AddressRecord record, boolean allowed, boolean denied, long nowNanos) {
    GuardSettings settings = house.settings();
    synchronized (record) {
      EventTimes events = record.events(settings, nowNanos);
      return new AddressView(
          record.key(),
          allowed ? null : record.ban(settings, nowNanos),
          sinceLastConnect(events, nowNanos),
          record.open(),
          events.count(EventKind.OK_SHARE),
          events.count(EventKind.OK_LOGIN),
          events.count(EventKind.FAILED_LOGIN),
          events.count(EventKind.FAILED_REQUEST),
          allowed,
          denied,
          record.value(0, settings, nowNanos));
    }
  }

  private static OptionalLong sinceLastConnect(EventTimes events, long nowNanos) {
    int count = events.count(EventKind.CONNECT);
    return count == 0
        ? OptionalLong.empty()
        : OptionalLong.of(ageNanos(events, EventKind.CONNECT, count - 1, nowNanos));
  }

  private static long ageNanos(EventTimes events, EventKind kind, int index, long nowNanos) {
    long nowMs = EventTimes.millis(nowNanos);
    return Math.max(0, nowMs - events.timeMs(kind, index, nowMs)) * NANOS_PER_MS;
  }

  Explanation explain(InetAddress address, Outlook outlook, long nowNanos) {
    GuardSettings settings = house.settings();
    Ban ban = address(address, nowNanos).map(AddressView::ban).orElse(null);
    AddressKey key = AddressKey.of(address, settings.ipv6Prefix());
    AddressRecord record = book.find(key);
    if (record == null) {
      return new Explanation(key, List.of(), 0, 0, settings.pointLimit(), ban, outlook);
    }
    synchronized (record) {
      EventTimes events = record.events(settings, nowNanos);
      Score score = Score.of(events, settings);
      return new Explanation(
          key, list(events, nowNanos), score.bad(), score.good(), score.limit(), ban, outlook);
    }
  }

  private static List<Explanation.Event> list(EventTimes events, long nowNanos) {
    List<Explanation.Event> list = new ArrayList<>();
    for (EventKind kind : EventKind.values()) {
      for (int i = 0; kind != EventKind.CONNECT && i < events.count(kind); i++) {
        list.add(new Explanation.Event(kind, ageNanos(events, kind, i, nowNanos)));
      }
    }
    return list;
  }

  GuardCounts counts(long nowNanos) {
    return new GuardCounts(
        house.done().snapshot(),
        house.would().snapshot(),
        book.size(),
        house.banned().get(),
        house.open());
  }

  /// Also where the points of an allowed address would: it is never banned by them.
  @Nullable Ban banned(AddressRecord record, long nowNanos) {
    GuardSettings settings = house.settings();
    return settings.allow().covers(record.key())
        ? record.heldBan(nowNanos)
        : record.ban(settings, nowNanos);
  }
}
