package dev.adit.forensics;

import dev.adit.work.Difficulty;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one pool has accepted for a payout address here.
final class AddressWork {
  private static final int MOST_WORKERS = 500;
  private static final int LONGEST_NAME = 128;

  /// A pool that loses its books now and then begins anew; one that does so all day is not
  /// believed.
  private static final double RESTARTS_APART_SECONDS = 6 * 3600;

  /// In the order in which they were last heard of.
  private final Map<String, Account> workers = new LinkedHashMap<>(16, 0.75f, true);

  private final Moment since;
  private final Account total;
  private final Smoothed claimed = new Smoothed();
  private Call latest;
  private double claimedShares;
  private double restartedSeconds = Double.NEGATIVE_INFINITY;

  AddressWork(Call call, Moment at) {
    since = at;
    total = new Account(at);
    latest = call;
  }

  /// Of the first share.
  Moment since() {
    return since;
  }

  /// Of the latest share.
  Call latest() {
    return latest;
  }

  Account total() {
    return total;
  }

  /// By the name that handed in.
  Map<String, Account> workers() {
    return workers;
  }

  /// What the pool has said of all, as an average of an hour.
  Smoothed claimed() {
    return claimed;
  }

  void add(String worker, Difficulty credited, Call call, Moment at) {
    latest = call;
    total.accepted().add(credited, at);
    if (worker.length() > LONGEST_NAME) {
      return;
    }
    Account account = workers.get(worker);
    if (account == null) {
      if (workers.size() == MOST_WORKERS) {
        workers.remove(workers.keySet().iterator().next());
      }
      account = new Account(at);
      workers.put(worker, account);
    }
    account.accepted().add(credited, at);
  }

  void pass(Moment at) {
    total.accepted().pass(at);
    workers.values().forEach(worker -> worker.accepted().pass(at));
  }

  /// Where the sum that the pool has credited shrinks, it has lost its books, and its averages with
  /// them.
  ///
  /// @param shares that sum; NaN where the pool says nothing
  void onClaimed(double shares, Moment at) {
    if (Double.isNaN(shares)) {
      return;
    }
    double now = at.secondsSince(since);
    if (shares < claimedShares && now - restartedSeconds >= RESTARTS_APART_SECONDS) {
      restartedSeconds = now;
      total.accepted().restart(at);
      workers.values().forEach(worker -> worker.accepted().restart(at));
    }
    claimedShares = shares;
  }
}
