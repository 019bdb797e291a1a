package dev.adit.guard;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// One connection that was let in. Its owner tells what happens on it, from any thread. What it did
/// may be told after its end, by those who listen to it later; but once the guard has ended it
/// nothing counts any more.
public final class Visit {
  /// More than any network's difficulty, and sums of it stay numbers.
  private static final double MOST_DIFFICULTY = 1e100;

  final InetAddress from;
  final Door door;
  final Connection connection;
  final AddressRecord record;
  final long sinceNanos;
  private final House house;

  /// From here on the record's, guarded by its lock.
  boolean allowed;

  boolean in;

  /// It is out, and not by the guard.
  private boolean left;

  boolean loggedIn;

  /// Held against it already.
  private boolean overdue;

  /// A dry run has counted that it would have ended it for that.
  private boolean spared;

  double work;
  @Nullable Visit before;
  @Nullable Visit after;

  Visit(Arrival arrival, AddressRecord record, House house) {
    from = arrival.from();
    door = arrival.door();
    connection = arrival.connection();
    sinceNanos = arrival.nowNanos();
    allowed = arrival.listing() == Listing.ALLOWED;
    this.record = record;
    this.house = house;
  }

  /// Only the first of a visit counts.
  public void onLogin(long nowNanos) {
    record.loggedIn(this, house.settings(), nowNanos);
  }

  /// Refused, or not heard in time.
  public void onFailedLogin(long nowNanos) {
    offended(EventKind.FAILED_LOGIN, nowNanos);
  }

  /// The time to log in is up: a failed login, however often it is said, which also ends the
  /// connection. Whom a dry run or a list spares today may not be spared after a reload, so it is
  /// to be said again as long as nobody has logged in.
  public void onLoginOverdue(long nowNanos) {
    boolean first;
    synchronized (record) {
      first = in && !overdue;
      overdue = true;
    }
    if (first) {
      onFailedLogin(nowNanos);
    }
    house.loginOverdue(this, nowNanos);
  }

  /// Says whether it is for the first time.
  boolean spare() {
    synchronized (record) {
      boolean first = in && !spared;
      spared = true;
      return first;
    }
  }

  /// Counted where it was found good, whatever a pool will say.
  ///
  /// @param difficulty what the share proves; what is no positive number adds nothing to the
  ///   address's value, which must stay comparable
  public void onGoodShare(double difficulty, long nowNanos) {
    double sound = difficulty > 0 ? Math.min(difficulty, MOST_DIFFICULTY) : 0;
    house.carryOut(record, record.worked(this, sound, house.settings(), nowNanos), nowNanos);
  }

  /// Refused for any reason but that it came late, which is nobody's fault.
  public void onBadShare(long nowNanos) {
    offended(EventKind.FAILED_REQUEST, nowNanos);
  }

  /// Malformed, unknown or too long.
  public void onNoise(long nowNanos) {
    offended(EventKind.FAILED_REQUEST, nowNanos);
  }

  /// Whoever ended it, and however often it is said.
  public void end(long nowNanos) {
    if (house.leave(this, nowNanos)) {
      synchronized (record) {
        left = true;
      }
      house.freed(door);
    }
  }

  /// Whether it counts what is told of it. Under the record's lock.
  boolean isHeard() {
    return in || left;
  }

  boolean isAllowed() {
    synchronized (record) {
      return allowed;
    }
  }

  private void offended(EventKind kind, long nowNanos) {
    house.carryOut(record, record.offended(this, kind, house.settings(), nowNanos), nowNanos);
  }
}
