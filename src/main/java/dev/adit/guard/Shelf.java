package dev.adit.guard;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The addresses that nobody is in from, in the order in which they would be forgotten: those that
/// are not banned, least recently seen first; then those banned for a cap, by points, by hand, and
/// of these the nearest lapse first. Its lock is taken last: never another while it is held.
final class Shelf {
  /// Its place among the banned.
  record Entry(AddressRecord record, BanReason reason, long lapseNanos) {
    static final Comparator<Entry> FIRST_TO_GO =
        Comparator.comparing(Entry::reason)
            .thenComparingLong(Entry::lapseNanos)
            .thenComparing(entry -> entry.record().key());
  }

  /// Linked through the records themselves: there are many.
  private @Nullable AddressRecord first;

  private @Nullable AddressRecord last;
  private final TreeSet<Entry> banned = new TreeSet<>(Entry.FIRST_TO_GO);

  /// Puts it where it belongs. Where it is among the free it stays; who is freed goes first, as he
  /// was seen before he was banned.
  synchronized void put(AddressRecord record, @Nullable Ban ban, long nowNanos) {
    if (ban == null && record.shelvedFree) {
      return;
    }
    boolean freed = record.shelvedBanned != null;
    take(record);
    if (ban != null) {
      long lapse =
          ban.remainingNanos() == Ban.FOREVER ? Ban.FOREVER : nowNanos + ban.remainingNanos();
      Entry entry = new Entry(record, ban.reason(), lapse);
      banned.add(entry);
      record.shelvedBanned = entry;
      return;
    }
    record.shelvedFree = true;
    if (freed) {
      linkFirst(record);
    } else {
      linkLast(record);
    }
  }

  /// Whether it is here; to be asked under the record's lock, which all who put and take hold.
  static boolean holds(AddressRecord record) {
    return record.shelvedFree || record.shelvedBanned != null;
  }

  /// Somebody is in from it again, or it is forgotten.
  void take(AddressRecord record) {
    if (holds(record)) {
      remove(record);
    }
  }

  private synchronized void remove(AddressRecord record) {
    Entry entry = record.shelvedBanned;
    if (entry != null) {
      banned.remove(entry);
      record.shelvedBanned = null;
    } else if (record.shelvedFree) {
      unlink(record);
      record.shelvedFree = false;
    }
  }

  /// The one to forget next, or null if none can be. It stays where it is.
  synchronized @Nullable AddressRecord firstToGo() {
    if (first != null) {
      return first;
    }
    return banned.isEmpty() ? null : banned.first().record();
  }

  private void linkFirst(AddressRecord record) {
    AddressRecord next = first;
    record.shelvedAfter = next;
    first = record;
    if (next == null) {
      last = record;
    } else {
      next.shelvedBefore = record;
    }
  }

  private void linkLast(AddressRecord record) {
    AddressRecord before = last;
    record.shelvedBefore = before;
    last = record;
    if (before == null) {
      first = record;
    } else {
      before.shelvedAfter = record;
    }
  }

  private void unlink(AddressRecord record) {
    AddressRecord before = record.shelvedBefore;
    AddressRecord after = record.shelvedAfter;
    if (before == null) {
      first = after;
    } else {
      before.shelvedAfter = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.shelvedBefore = before;
    }
    record.shelvedBefore = null;
    record.shelvedAfter = null;
  }
}
