package dev.adit.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Who has to go when the house is full and somebody else may come in: a connection of the least
/// valuable address, of several such the one with most connections, and of its connections the one
/// that did least, then the oldest.
///
/// To look at everybody takes milliseconds, so it is done once in a while, for many evictions; a
/// candidate is looked at again when its turn comes. Its lock is taken before those of records.
final class Victims {
  /// How many candidates a look around keeps for each kind of asker.
  private static final int KEPT = 1024;

  private static final long STALE_NANOS = 1_000_000_000L;

  /// A proven newcomer may have it done again earlier: after so long, or after so many evictions.
  private static final long SOON_NANOS = 100_000_000L;

  private static final int SOON_EVICTIONS = 100;

  private record Address(AddressRecord record, double value, int open) {
    static final Comparator<Address> FIRST_TO_GO =
        Comparator.comparingDouble(Address::value)
            .thenComparing(Comparator.comparingInt(Address::open).reversed());
  }

  private record Candidate(Visit visit, double value, int open, double work) {
    static final Comparator<Candidate> FIRST_TO_GO =
        Comparator.comparingDouble(Candidate::value)
            .thenComparing(Comparator.comparingInt(Candidate::open).reversed())
            .thenComparingDouble(Candidate::work)
            .thenComparingLong(candidate -> candidate.visit().sinceNanos);

    /// Young connections that share an address with good work may soon add to it; this also keeps
    /// two proven addresses from throwing each other out in turns.
    boolean tooYoung(GuardSettings settings, long nowNanos) {
      return value > 0 && young(settings, nowNanos);
    }

    boolean young(GuardSettings settings, long nowNanos) {
      return nowNanos - visit.sinceNanos < settings.newcomerGraceNanos();
    }

    Candidate worth(double now) {
      return new Candidate(visit, now, open, work);
    }
  }

  private final @Nullable Door only;

  /// For a proven newcomer: whoever is worth less.
  private final PriorityQueue<Candidate> lesser = new PriorityQueue<>(Candidate.FIRST_TO_GO);

  /// For an unproven one: who had time enough, and whose address has done nothing.
  private final PriorityQueue<Candidate> idle = new PriorityQueue<>(Candidate.FIRST_TO_GO);

  private boolean looked;
  private long lookedNanos;
  private int evicted;

  /// Of a door or of all.
  ///
  /// @param only whose connections, or null for all
  Victims(@Nullable Door only) {
    this.only = only;
  }

  /// Who goes, to be ended by the caller; null if nobody may be.
  ///
  /// @param value of the newcomer; of his address's connections with this one
  synchronized @Nullable Visit choose(
      double value, Collection<AddressRecord> all, GuardSettings settings, long nowNanos) {
    if (!looked || nowNanos - lookedNanos >= STALE_NANOS) {
      lookAround(all, settings, nowNanos);
    }
    Visit victim = next(value, settings, nowNanos);
    boolean soon = nowNanos - lookedNanos >= SOON_NANOS || evicted >= SOON_EVICTIONS;
    if (victim == null && value > 0 && soon) {
      lookAround(all, settings, nowNanos);
      victim = next(value, settings, nowNanos);
    }
    evicted += victim == null ? 0 : 1;
    return victim;
  }

  private @Nullable Visit next(double value, GuardSettings settings, long nowNanos) {
    return value > 0 ? nextLesser(value, settings, nowNanos) : nextIdle(settings, nowNanos);
  }

  private @Nullable Visit nextIdle(GuardSettings settings, long nowNanos) {
    for (Candidate next = idle.poll(); next != null; next = idle.poll()) {
      Visit visit = next.visit();
      synchronized (visit.record) {
        boolean worthless = visit.record.value(0, settings, nowNanos) == 0;
        if (visit.in && !visit.allowed && worthless && !next.young(settings, nowNanos)) {
          return visit;
        }
      }
    }
    return null;
  }

  /// Who turns out to be worth more than when we looked is put back where he belongs now.
  private @Nullable Visit nextLesser(double value, GuardSettings settings, long nowNanos) {
    for (Candidate next = lesser.peek(); next != null; next = lesser.peek()) {
      Visit visit = next.visit();
      synchronized (visit.record) {
        double now = visit.record.value(0, settings, nowNanos);
        boolean mayGo = visit.in && !visit.allowed;
        if (mayGo && now <= next.value() && now >= value) {
          return null;
        }
        lesser.remove();
        if (mayGo && now <= next.value()) {
          return visit;
        }
        Candidate risen = next.worth(now);
        if (mayGo && !risen.tooYoung(settings, nowNanos)) {
          lesser.add(risen);
        }
      }
    }
    return null;
  }

  private void lookAround(Collection<AddressRecord> all, GuardSettings settings, long nowNanos) {
    looked = true;
    lookedNanos = nowNanos;
    evicted = 0;
    lesser.clear();
    idle.clear();
    for (Address address : inside(all, settings, nowNanos)) {
      boolean wanted = lesser.size() < KEPT || (address.value() == 0 && idle.size() < KEPT);
      if (!wanted) {
        return;
      }
      for (Candidate candidate : candidates(address)) {
        if (lesser.size() < KEPT && !candidate.tooYoung(settings, nowNanos)) {
          lesser.add(candidate);
        }
        boolean idles = candidate.value() == 0 && !candidate.young(settings, nowNanos);
        if (idle.size() < KEPT && idles) {
          idle.add(candidate);
        }
      }
    }
  }

  private static List<Address> inside(
      Collection<AddressRecord> all, GuardSettings settings, long nowNanos) {
    List<Address> inside = new ArrayList<>();
    for (AddressRecord record : all) {
      synchronized (record) {
        if (record.open() > 0) {
          inside.add(new Address(record, record.value(0, settings, nowNanos), record.open()));
        }
      }
    }
    inside.sort(Address.FIRST_TO_GO);
    return inside;
  }

  private List<Candidate> candidates(Address address) {
    List<Candidate> candidates = new ArrayList<>();
    synchronized (address.record()) {
      for (Visit visit : address.record().visits()) {
        if (!visit.allowed && (only == null || visit.door == only)) {
          candidates.add(new Candidate(visit, address.value(), address.open(), visit.work));
        }
      }
    }
    candidates.sort(Candidate.FIRST_TO_GO);
    return candidates;
  }
}
