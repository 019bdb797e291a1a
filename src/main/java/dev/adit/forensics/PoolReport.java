package dev.adit.forensics;

import java.util.List;

/// What a pool publishes of an account; immutable. What it does not say is NaN, or 0 for a time.
///
/// @param shares sum of the difficulties of accepted shares
/// @param bestShare the highest difficulty
/// @param lastShare when, in Unix seconds
/// @param workers those that it lists, connected or not
public record PoolReport(
    Rates rates, double shares, double bestShare, long lastShare, List<Worker> workers) {

  public PoolReport {
    workers = List.copyOf(workers);
  }

  /// Hashes per second.
  ///
  /// @param lately of as long as the pool likes
  /// @param oneMinute decaying average, as the two that follow
  public record Rates(double lately, double oneMinute, double fiveMinutes, double oneHour) {
    /// Of a pool that has one figure only.
    static Rates lately(double hashrate) {
      return new Rates(hashrate, Double.NaN, Double.NaN, Double.NaN);
    }
  }

  /// One name's part; a name may be there several times.
  ///
  /// @param name as the pool has it: with the account before it, or without
  public record Worker(String name, Rates rates, double shares, double bestShare, long lastShare) {}
}
