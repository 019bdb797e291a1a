package dev.adit.guard;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The addresses that are remembered. There are at most so many, except that one that somebody is
/// in from is never forgotten.
final class AddressBook {
  static final int MOST = 131_072;

  /// Reviewed at a time: a millisecond's work, and all of a full book in a quarter of a minute.
  private static final int SLICE = 8192;

  private final ConcurrentHashMap<AddressKey, AddressRecord> records = new ConcurrentHashMap<>();

  /// IPv6 prefixes that were counted by before a reload or a restart. Bans of that time still hold.
  private final Set<Integer> formerPrefixes = new CopyOnWriteArraySet<>();

  private final House house;
  private final int most;
  private Iterator<AddressRecord> pass = List.<AddressRecord>of().iterator();

  AddressBook(House house, int most) {
    this.house = house;
    this.most = most;
  }

  @Nullable AddressRecord find(AddressKey key) {
    return records.get(key);
  }

  Collection<AddressRecord> all() {
    return records.values();
  }

  int size() {
    return records.size();
  }

  /// Writes the address in if need be, and does something to it under its lock.
  <T> T with(AddressKey key, long nowNanos, Function<AddressRecord, T> deed) {
    while (true) {
      AddressRecord known = records.get(key);
      AddressRecord record = known == null ? records.computeIfAbsent(key, this::open) : known;
      T result;
      synchronized (record) {
        if (record.forgotten()) {
          continue;
        }
        result = deed.apply(record);
        if (record.open() > 0) {
          house.shelf().take(record);
        } else if (!Shelf.holds(record)) {
          house.shelve(record, nowNanos);
        }
      }
      if (known == null) {
        makeRoom();
      }
      return result;
    }
  }

  private AddressRecord open(AddressKey key) {
    return new AddressRecord(key, house.banned());
  }

  private void makeRoom() {
    while (records.size() > most) {
      AddressRecord first = house.shelf().firstToGo();
      if (first == null) {
        return;
      }
      synchronized (first) {
        if (first.open() == 0) {
          forget(first);
        }
      }
    }
  }

  void forgetIfBlank(AddressRecord record) {
    synchronized (record) {
      if (record.blank()) {
        forget(record);
      }
    }
  }

  private void forget(AddressRecord record) {
    record.forget();
    house.shelf().take(record);
    records.remove(record.key(), record);
  }

  void countedBefore(int ipv6Prefix) {
    formerPrefixes.add(ipv6Prefix);
  }

  /// Whatever is known of an address, as it is counted now and as it was.
  List<AddressRecord> allOf(InetAddress address, int ipv6Prefix) {
    List<AddressRecord> found = new ArrayList<>(formerOf(address, ipv6Prefix));
    AddressRecord now = find(AddressKey.of(address, ipv6Prefix));
    if (now != null) {
      found.addFirst(now);
    }
    return found;
  }

  List<AddressRecord> formerOf(InetAddress address, int ipv6Prefix) {
    if (formerPrefixes.isEmpty()) {
      return List.of();
    }
    AddressKey now = AddressKey.of(address, ipv6Prefix);
    return formerPrefixes.stream()
        .map(former -> AddressKey.of(address, former))
        .filter(key -> !key.equals(now))
        .distinct()
        .map(this::find)
        .filter(record -> record != null)
        .toList();
  }

  /// Others that count addresses of this block, since they were counted by other prefixes before.
  List<AddressRecord> overlapping(AddressKey key) {
    if (formerPrefixes.isEmpty() || key.ipv4()) {
      return List.of();
    }
    return records.values().stream()
        .filter(it -> !it.key().equals(key))
        .filter(it -> it.key().covers(key) || key.covers(it.key()))
        .toList();
  }

  /// The next records of an endless round, which ends a slice when it is through.
  synchronized List<AddressRecord> slice() {
    if (!pass.hasNext()) {
      pass = records.values().iterator();
    }
    List<AddressRecord> slice = new ArrayList<>();
    while (slice.size() < SLICE && pass.hasNext()) {
      slice.add(pass.next());
    }
    return slice;
  }
}
