package dev.adit.guard;

import dev.adit.guard.Admission.Admitted;
import dev.adit.guard.Admission.Refused;
import dev.adit.guard.House.Room;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides who comes in (`mwc-stratum` §5, with caps, and with room made for the better): the
/// lists, then bans, pace and caps of the address, then whether there is a place.
final class Reception {
  private final House house;
  private final AddressBook book;

  /// What became of somebody at the door, and what is yet to be told.
  ///
  /// @param against in a dry run also of one who was let in
  private record Entry(
      AddressRecord record, Admission admission, @Nullable Refusal against, Change change) {}

  Reception(House house, AddressBook book) {
    this.house = house;
    this.book = book;
  }

  Admission receive(Arrival arrival) {
    Room room = house.enter(arrival.door(), arrival.settings());
    Admission admission =
        arrival.settings().enforced() ? decide(arrival, room) : watch(arrival, room);
    if (admission instanceof Refused(Refusal reason, long _)) {
      house.freed(arrival.door());
      house.done().refused.add(reason, 1);
    }
    return admission;
  }

  private Admission decide(Arrival arrival, Room room) {
    return switch (arrival.listing()) {
      case DENIED -> new Refused(Refusal.DENIED, Ban.FOREVER);
      case ALLOWED -> {
        if (room != Room.ENOUGH) {
          evict(arrival, room, Double.POSITIVE_INFINITY);
        }
        yield enter(arrival).admission();
      }
      case NEITHER -> {
        Ban before = formerBan(arrival);
        yield before == null
            ? compete(arrival, room)
            : refused(Refusal.BANNED, before, arrival.nowNanos());
      }
    };
  }

  /// Nobody is thrown out for somebody who may not come in anyway.
  private Admission compete(Arrival arrival, Room room) {
    if (room == Room.ENOUGH || objection(arrival) != null) {
      return enter(arrival).admission();
    }
    return evict(arrival, room, value(arrival, 1))
        ? enter(arrival).admission()
        : new Refused(Refusal.FULL, Ban.FOREVER);
  }

  private boolean evict(Arrival arrival, Room room, double value) {
    Visit victim = victim(arrival, room, value);
    if (victim == null) {
      return false;
    }
    house.evict(victim, arrival.nowNanos());
    return true;
  }

  private @Nullable Visit victim(Arrival arrival, Room room, double value) {
    return house
        .victims(arrival.door(), room)
        .choose(value, book.all(), arrival.settings(), arrival.nowNanos());
  }

  /// The guard is off or only counts: whoever the door has a place for comes in.
  private Admission watch(Arrival arrival, Room room) {
    if (room == Room.DOOR_FULL) {
      return new Refused(Refusal.FULL, Ban.FOREVER);
    }
    boolean counts = arrival.settings().enabled();
    boolean banned = counts && arrival.listing() == Listing.NEITHER && formerBan(arrival) != null;
    Entry entry = enter(arrival);
    if (arrival.listing() == Listing.DENIED) {
      house.would().refused.add(Refusal.DENIED, 1);
    } else if (banned) {
      house.would().refused.add(Refusal.BANNED, 1);
    } else if (entry.against() != null) {
      house.would().refused.add(entry.against(), 1);
    } else if (room == Room.HOUSE_FULL) {
      imagineRoom(arrival);
    }
    return entry.admission();
  }

  private void imagineRoom(Arrival arrival) {
    boolean allowed = arrival.listing() == Listing.ALLOWED;
    double value = allowed ? Double.POSITIVE_INFINITY : value(arrival, 0);
    if (victim(arrival, Room.HOUSE_FULL, value) != null) {
      house.would().closed.add(Eviction.EVICTED, 1);
    } else if (!allowed) {
      house.would().refused.add(Refusal.FULL, 1);
    }
  }

  private Entry enter(Arrival arrival) {
    Entry entry = book.with(arrival.key(), arrival.nowNanos(), it -> enter(arrival, it));
    house.carryOut(entry.record(), entry.change(), arrival.nowNanos());
    return entry;
  }

  /// Under the record's lock, so that no two who come at once are one too many.
  private Entry enter(Arrival arrival, AddressRecord record) {
    GuardSettings settings = arrival.settings();
    long now = arrival.nowNanos();
    boolean heeded = settings.enabled() && arrival.listing() == Listing.NEITHER;
    Refusal against = heeded ? record.objection(settings, now) : null;
    Change change = against == null ? Change.NONE : punish(against, arrival, record);
    if (against != null && settings.enforced()) {
      return new Entry(record, refused(against, record.ban(settings, now), now), against, change);
    }
    Visit visit = new Visit(arrival, record, house);
    record.enter(visit, settings, now);
    return new Entry(record, new Admitted(visit), against, change);
  }

  private static Change punish(Refusal refusal, Arrival arrival, AddressRecord record) {
    GuardSettings settings = arrival.settings();
    return switch (refusal) {
      case DENIED, BANNED, PACE, FULL -> Change.NONE;
      case PER_IP -> record.goneOver(BanReason.PER_IP, settings, arrival.nowNanos());
      case PER_MINUTE -> record.goneOver(BanReason.PER_MINUTE, settings, arrival.nowNanos());
    };
  }

  private static Refused refused(Refusal reason, @Nullable Ban ban, long nowNanos) {
    boolean unknown = ban == null || ban.remainingNanos() == Ban.FOREVER;
    return new Refused(
        reason, unknown ? Ban.FOREVER : nowNanos + Objects.requireNonNull(ban).remainingNanos());
  }

  /// One of an address that was counted by another prefix when it was banned.
  private @Nullable Ban formerBan(Arrival arrival) {
    List<AddressRecord> former = book.formerOf(arrival.from(), arrival.settings().ipv6Prefix());
    for (AddressRecord record : former) {
      Ban ban = record.ban(arrival.settings(), arrival.nowNanos());
      if (ban != null) {
        return ban;
      }
    }
    return null;
  }

  private @Nullable Refusal objection(Arrival arrival) {
    AddressRecord record = book.find(arrival.key());
    return record == null ? null : record.objection(arrival.settings(), arrival.nowNanos());
  }

  /// What the newcomer may measure others by.
  ///
  /// @param more connections of the address than there are now
  private double value(Arrival arrival, int more) {
    AddressRecord record = book.find(arrival.key());
    return record == null ? 0 : record.value(more, arrival.settings(), arrival.nowNanos());
  }

  /// What would become of it now.
  Outlook outlook(Arrival arrival) {
    GuardSettings settings = arrival.settings();
    if (!settings.enabled()) {
      return Welcome.OFF;
    }
    if (arrival.listing() == Listing.ALLOWED) {
      return Welcome.ALLOWED;
    }
    Outlook outlook = outlookIfEnforced(arrival);
    return settings.dryRun() && outlook instanceof Refusal ? Welcome.DRY_RUN : outlook;
  }

  private Outlook outlookIfEnforced(Arrival arrival) {
    if (arrival.listing() == Listing.DENIED) {
      return Refusal.DENIED;
    }
    Refusal objection = formerBan(arrival) == null ? objection(arrival) : Refusal.BANNED;
    if (objection != null) {
      return objection;
    }
    GuardSettings settings = arrival.settings();
    if (settings.maxMiners() <= 0 || house.open() < settings.maxMiners()) {
      return Welcome.FREE;
    }
    // A look of its own, so that asking spends nobody's place in the batch.
    Victims victims = new Victims(null);
    Visit victim = victims.choose(value(arrival, 1), book.all(), settings, arrival.nowNanos());
    return victim == null ? Refusal.FULL : Welcome.BY_EVICTION;
  }
}
