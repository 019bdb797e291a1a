package dev.adit.aggregate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Splits the work of a lane's miners between its pools by fixed shares.
///
/// What counts is credited difficulty. Each pool has a debt: its share of all that was credited,
/// less what it was given. Now and then miners that can follow are moved so that the rates to come
/// pay the debts back within two minutes; with one miner that is time slicing. Those that can't
/// follow stay where they were placed when they came.
final class PoolSplit {
  private static final double SECOND = 1e9;

  /// Between two looks.
  static final long REVIEW_NANOS = 5_000_000_000L;

  /// How long it may take to pay a debt back: longer makes moves rarer, shorter the split finer.
  private static final double REPAY_SECONDS = 120;

  /// Debts older than that are forgiven: a pool that was away for a night does not get the day.
  private static final double MEMORY_SECONDS = 3_600;

  private static final double MOST_DEBT_SECONDS = 600;

  /// What one line is owed and works at.
  private static final class Account {
    final double share;
    double debt;
    double creditedBefore;

    /// Difficulty a second that it is short of.
    double missing;

    Account(double share) {
      this.share = share;
    }
  }

  private final List<PoolLine> lines;
  private final Map<PoolLine, Account> accounts = new HashMap<>();
  private final ToDoubleFunction<PoolLine> credited;
  private double typicalRate = 1;
  private long reviewedNanos;

  /// @param shares of each line, above zero, in any unit
  /// @param credited the difficulty that was ever credited for a line's pool
  PoolSplit(
      List<PoolLine> lines,
      List<Double> shares,
      ToDoubleFunction<PoolLine> credited,
      long nowNanos) {
    this.lines = lines;
    this.credited = credited;
    this.reviewedNanos = nowNanos;
    for (int i = 0; i < lines.size(); i++) {
      Account account = new Account(shares.get(i));
      account.creditedBefore = credited.applyAsDouble(lines.get(i));
      account.missing = account.share / sum(shares);
      accounts.put(lines.get(i), account);
    }
  }

  boolean isDue(long nowNanos) {
    return nowNanos - reviewedNanos >= REVIEW_NANOS;
  }

  /// The line that is shortest of miners, for one more; null where none can serve.
  @Nullable PoolLine neediest(long nowNanos) {
    PoolLine neediest = null;
    for (PoolLine line : lines) {
      if (line.canServe(nowNanos)
          && line.work().slots().available(nowNanos) > 0
          && (neediest == null || of(line).missing > of(neediest).missing)) {
        neediest = line;
      }
    }
    return neediest;
  }

  /// A miner of unknown strength was sent there.
  void placed(PoolLine line) {
    double shares = accounts.values().stream().mapToDouble(account -> account.share).sum();
    accounts.values().forEach(account -> account.missing += account.share / shares * typicalRate);
    of(line).missing -= typicalRate;
  }

  /// Looks at debts and rates, and moves who can follow.
  void review(List<MinerSession> miners, long nowNanos) {
    double seconds = (nowNanos - reviewedNanos) / SECOND;
    reviewedNanos = nowNanos;
    List<PoolLine> open = lines.stream().filter(line -> line.mayRescue(nowNanos)).toList();
    bookDebts(open, seconds);
    Map<MinerSession, Double> rates = new HashMap<>();
    double total = 0;
    for (MinerSession miner : miners) {
      double rate = miner.creditedPerSecond(nowNanos);
      rates.put(miner, rate);
      total += rate;
    }
    typicalRate = total > 0 ? total / miners.size() : 1;
    double shares = open.stream().mapToDouble(line -> of(line).share).sum();
    for (PoolLine line : open) {
      Account account = of(line);
      double most = MOST_DEBT_SECONDS * total;
      account.debt = Math.clamp(account.debt, -most, most);
      account.missing = account.share / shares * total + account.debt / REPAY_SECONDS;
    }
    rates.forEach((miner, rate) -> of(miner.line()).missing -= rate);
    for (MinerSession miner : new ArrayList<>(miners)) {
      if (miner.canFollow()) {
        moveWhereItHelps(miner, rates.getOrDefault(miner, 0.0), open, nowNanos);
      }
    }
  }

  private void bookDebts(List<PoolLine> open, double seconds) {
    double all = 0;
    double shares = 0;
    Map<PoolLine, Double> gained = new HashMap<>();
    for (PoolLine line : lines) {
      double now = credited.applyAsDouble(line);
      gained.put(line, now - of(line).creditedBefore);
      of(line).creditedBefore = now;
    }
    for (PoolLine line : open) {
      all += gained.getOrDefault(line, 0.0);
      shares += of(line).share;
    }
    double kept = Math.exp(-seconds / MEMORY_SECONDS);
    for (PoolLine line : open) {
      Account account = of(line);
      account.debt =
          account.debt * kept + account.share / shares * all - gained.getOrDefault(line, 0.0);
    }
  }

  /// To the neediest line, if the two are nearer to what they should have afterwards.
  private void moveWhereItHelps(
      MinerSession miner, double rate, List<PoolLine> open, long nowNanos) {
    PoolLine from = miner.line();
    PoolLine to = neediest(nowNanos);
    if (to == null
        || to == from
        || !open.contains(from)
        || rate == 0
        || to.work().slots().available(nowNanos) == 0) {
      return;
    }
    double gap = of(to).missing - of(from).missing;
    if (gap > rate) {
      of(to).missing -= rate;
      of(from).missing += rate;
      miner.turnTo(to, nowNanos);
    }
  }

  private static double sum(List<Double> shares) {
    return shares.stream().mapToDouble(share -> share).sum();
  }

  /// A line that is being left is owed nothing.
  private Account of(PoolLine line) {
    return accounts.computeIfAbsent(line, _ -> new Account(0));
  }
}
