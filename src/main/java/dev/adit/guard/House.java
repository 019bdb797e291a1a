package dev.adit.guard;

import java.util.concurrent.atomic.AtomicInteger;

/// What all parts of one guard share: its settings, how many are in, and what was done.
final class House {
  /// Whether one more fits.
  enum Room {
    ENOUGH,
    DOOR_FULL,
    HOUSE_FULL
  }

  private final GuardNews news;
  private final Shelf shelf = new Shelf();
  private final Totals done = new Totals();
  private final Totals would = new Totals();
  private final Victims victims = new Victims(null);
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger banned = new AtomicInteger();
  private volatile GuardSettings settings;

  House(GuardSettings settings, GuardNews news) {
    this.settings = settings;
    this.news = news;
  }

  GuardSettings settings() {
    return settings;
  }

  void settings(GuardSettings next) {
    settings = next;
  }

  Shelf shelf() {
    return shelf;
  }

  int open() {
    return open.get();
  }

  /// Addresses that are banned; kept by their records.
  AtomicInteger banned() {
    return banned;
  }

  Totals done() {
    return done;
  }

  Totals would() {
    return would;
  }

  Victims victims(Door door, Room lacking) {
    return lacking == Room.DOOR_FULL ? door.victims() : victims;
  }

  /// Counts one more in, whether there is room or not: who is then not let in calls [#freed]. So
  /// two who come at once never both take the last place.
  Room enter(Door door, GuardSettings settings) {
    boolean roomBehind = door.enter();
    int count = open.incrementAndGet();
    if (!roomBehind) {
      return Room.DOOR_FULL;
    }
    boolean limited = settings.enabled() && settings.maxMiners() > 0;
    return limited && count > settings.maxMiners() ? Room.HOUSE_FULL : Room.ENOUGH;
  }

  void freed(Door door) {
    door.leave();
    open.decrementAndGet();
  }

  /// Says whether it was still there.
  boolean leave(Visit visit, long nowNanos) {
    AddressRecord record = visit.record;
    synchronized (record) {
      if (!record.leave(visit)) {
        return false;
      }
      shelve(record, nowNanos);
      return true;
    }
  }

  /// An address that nobody is in from is on the shelf, where it can be forgotten.
  void shelve(AddressRecord record, long nowNanos) {
    synchronized (record) {
      if (record.open() == 0 && !record.forgotten()) {
        shelf.put(record, record.ban(settings, nowNanos), nowNanos);
      }
    }
  }

  /// Tells what a decision did. No lock may be held.
  void carryOut(AddressRecord record, Change change, long nowNanos) {
    if (change.isNothing()) {
      return;
    }
    shelve(record, nowNanos);
    Totals totals = change.would() ? would : done;
    Ban begun = change.begun();
    if (begun != null) {
      totals.banned.add(begun.reason(), 1);
      news.banned(begun.key(), begun.reason(), begun.remainingNanos(), change.would());
    }
    if (change.lifted() != null) {
      news.lifted(record.key(), change.lifted(), change.would());
    }
    totals.closed.add(change.why(), change.closing().size());
    if (!change.would()) {
      change.closing().forEach(visit -> freed(visit.door));
      change.closing().forEach(visit -> visit.connection.close(change.why()));
    }
  }

  /// To make room for another. No lock may be held.
  void evict(Visit visit, long nowNanos) {
    end(visit, Eviction.EVICTED, nowNanos);
  }

  /// Those who are always let in may take their time. No lock may be held.
  void loginOverdue(Visit visit, long nowNanos) {
    if (!settings.enabled() || visit.isAllowed()) {
      return;
    }
    if (settings.dryRun()) {
      would.closed.add(Eviction.NO_LOGIN, visit.spare() ? 1 : 0);
    } else {
      end(visit, Eviction.NO_LOGIN, nowNanos);
    }
  }

  private void end(Visit visit, Eviction why, long nowNanos) {
    if (leave(visit, nowNanos)) {
      done.closed.add(why, 1);
      freed(visit.door);
      visit.connection.close(why);
    }
  }
}
