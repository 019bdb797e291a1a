package dev.adit.forensics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a pool publishes of an account beside what was measured here; immutable.
///
/// @param page what the pool was asked for
/// @param pool that is held against it, by its name; "": none
/// @param report the last good one; null before
/// @param ageSeconds of that; NaN before
/// @param known whether the pool knows the account, as far as it has said
/// @param failures in a row
/// @param problem of the last look; "" where all was well
/// @param hashrate hashes per second by accepted shares, an average that decays over an hour
/// @param sigma its standard deviation by luck alone, as a part of it
/// @param accepted shares
/// @param difficulty their sum
/// @param workers by the name that handed in, a hundred at most
public record PoolStatsView(
    String page,
    String address,
    String pool,
    @Nullable PoolReport report,
    double ageSeconds,
    boolean known,
    int failures,
    String problem,
    double hashrate,
    double sigma,
    long accepted,
    double difficulty,
    List<Worker> workers) {

  public PoolStatsView {
    workers = List.copyOf(workers);
  }

  /// One name, by which somebody hands in here.
  ///
  /// @param claimed hashes per second, by the pool; NaN where it says nothing
  /// @param hashrate measured
  /// @param accepted shares
  public record Worker(String name, double claimed, double hashrate, long accepted) {}
}
