package dev.adit.guard;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The guard in front of every door. Asked from any thread; times are of one monotonic clock.
///
/// An event counts as long as `history`. An address whose bad events outweigh its good ones by more
/// than `banPoints` is banned until enough of them are forgotten, which depends on nothing but
/// time; bans for going over a cap and by hand hold for a time of their own. In a dry run all of
/// this is decided, counted as what would be, and shown, but not done.
public final class Guard {
  /// How many addresses are remembered.
  public static final int REMEMBERED = AddressBook.MOST;

  private final House house;
  private final AddressBook book;
  private final Reception reception;
  private final Inspection inspection;

  public Guard(GuardSettings settings, GuardNews news) {
    this(settings, news, REMEMBERED);
  }

  /// With a memory of another size.
  ///
  /// @param remembered addresses at most, those with connections open excepted
  Guard(GuardSettings settings, GuardNews news, int remembered) {
    house = new House(settings, news);
    book = new AddressBook(house, remembered);
    reception = new Reception(house, book);
    inspection = new Inspection(house, book);
  }

  /// Asked once for each connection. Who is let in is counted until the end of his visit.
  public Admission admit(InetAddress from, Door door, Connection connection, long nowNanos) {
    return reception.receive(Arrival.of(from, door, connection, house.settings(), nowNanos));
  }

  public GuardSettings settings() {
    return house.settings();
  }

  /// For a reload. Who is newly denied or banned has to go; who is only one too many may stay.
  /// Where the IPv6 prefix changes, addresses are counted anew, the connections that are open under
  /// their old count; bans hold for whom they were made.
  public void settings(GuardSettings next, long nowNanos) {
    if (next.ipv6Prefix() != house.settings().ipv6Prefix()) {
      book.countedBefore(house.settings().ipv6Prefix());
    }
    house.settings(next);
    for (AddressRecord record : book.all()) {
      if (record.open() > 0) {
        house.carryOut(record, record.relist(next), nowNanos);
        house.carryOut(record, record.review(next, nowNanos), nowNanos);
      }
    }
  }

  /// By hand. Closes what is open from there, also what is still counted by another IPv6 prefix.
  ///
  /// @param forNanos or [Ban#FOREVER]
  public void ban(InetAddress address, long forNanos, long nowNanos) {
    GuardSettings settings = house.settings();
    AddressKey key = AddressKey.of(address, settings.ipv6Prefix());
    HeldBan ban = HeldBan.lasting(BanReason.HAND, forNanos, nowNanos);
    record Banned(AddressRecord record, Change change) {}
    Banned banned =
        book.with(key, nowNanos, it -> new Banned(it, it.hold(ban, settings, nowNanos)));
    house.carryOut(banned.record(), banned.change(), nowNanos);
    for (AddressRecord former : book.overlapping(key)) {
      house.carryOut(former, former.closeFrom(key, settings), nowNanos);
    }
  }

  /// Lifts a ban of any kind, and forgets the bad events that would bring it back.
  ///
  /// @return whether anything was known of the address
  public boolean unban(InetAddress address, long nowNanos) {
    GuardSettings settings = house.settings();
    List<AddressRecord> known = book.allOf(address, settings.ipv6Prefix());
    known.forEach(it -> house.carryOut(it, it.lift(settings, nowNanos), nowNanos));
    return !known.isEmpty();
  }

  /// All that stand, for a list or to be kept over a restart.
  public List<Ban> bans(long nowNanos) {
    return book.all().stream()
        .map(record -> inspection.banned(record, nowNanos))
        .filter(Objects::nonNull)
        .toList();
  }

  /// What was kept over a restart. From now on they hold by time, those by points too, whose events
  /// are lost.
  public void restore(List<Ban> bans, long nowNanos) {
    for (Ban ban : bans) {
      long remaining = Math.min(ban.remainingNanos(), longest(ban.reason()));
      HeldBan held = HeldBan.lasting(ban.reason(), remaining, nowNanos);
      AddressKey key = ban.key();
      if (!key.ipv4() && key.length() != house.settings().ipv6Prefix()) {
        book.countedBefore(key.length());
      }
      if (held.holds(nowNanos)) {
        book.with(key, nowNanos, it -> restore(it, held, nowNanos));
      }
    }
  }

  /// No ban of ours is longer, whatever a clock that was wrong made of it.
  private long longest(BanReason reason) {
    return switch (reason) {
      case PER_IP, PER_MINUTE -> house.settings().banNanos();
      case POINTS -> house.settings().historyNanos();
      case HAND -> Ban.FOREVER;
    };
  }

  private AddressRecord restore(AddressRecord record, HeldBan held, long nowNanos) {
    record.restored(held);
    house.shelve(record, nowNanos);
    return record;
  }

  /// To be called every second or so, by one thread at a time: forgets what is over, and notices
  /// bans that time alone began or ended. A full book is gone through within 16 calls.
  public void tick(long nowNanos) {
    for (AddressRecord record : book.slice()) {
      house.carryOut(record, record.review(house.settings(), nowNanos), nowNanos);
      book.forgetIfBlank(record);
    }
  }

  /// In no order.
  public List<AddressView> addresses(long nowNanos) {
    return inspection.addresses(nowNanos);
  }

  public Optional<AddressView> address(InetAddress address, long nowNanos) {
    return inspection.address(address, nowNanos);
  }

  /// The house's fullness counts here, that of a door does not.
  public Explanation explain(InetAddress address, long nowNanos) {
    Door nowhere = new Door("", 0);
    Arrival arrival = Arrival.of(address, nowhere, _ -> {}, house.settings(), nowNanos);
    return inspection.explain(address, reception.outlook(arrival), nowNanos);
  }

  /// Without a look at each address: that would take a tenth of a second where many are remembered.
  public GuardCounts counts(long nowNanos) {
    return inspection.counts(nowNanos);
  }
}
