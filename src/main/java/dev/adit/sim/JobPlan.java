package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import java.util.List;
import java.util.SplittableRandom;

/// What a simulated pool puts into a job.
///
/// @param tip to build on
/// @param ntime Unix seconds
/// @param branch 32 bytes each; none where the block has no transaction but the coinbase
/// @param payout the script that the reward goes to
/// @param tag of the pool, in the coinbase
record JobPlan(
    Tip tip,
    long nowUnixSeconds,
    long ntime,
    int nbits,
    List<HexBytes> branch,
    HexBytes payout,
    String tag) {

  /// The newest block of a chain, of which all pools with the same seed hear the same.
  ///
  /// @param chain the seed
  /// @param height of the block to be found next
  /// @param prevhash as on the wire
  /// @param sinceUnixSeconds when it became the newest
  record Tip(long chain, int height, HexBytes prevhash, long sinceUnixSeconds) {

    /// Eight zero bytes at the hash's end, as every block of this age has (on the wire the words
    /// keep their places).
    static Tip of(long chain, int height, long sinceUnixSeconds) {
      byte[] random = new byte[24];
      new SplittableRandom(chain ^ (long) height << 32).nextBytes(random);
      byte[] hash = new byte[32];
      System.arraycopy(random, 0, hash, 0, random.length);
      return new Tip(chain, height, HexBytes.of(hash), sinceUnixSeconds);
    }

    Tip next(long nowUnixSeconds) {
      return of(chain, height + 1, nowUnixSeconds);
    }
  }

  JobPlan withTip(Tip other) {
    return new JobPlan(other, nowUnixSeconds, ntime, nbits, branch, payout, tag);
  }

  JobPlan withNtime(long unixSeconds) {
    return new JobPlan(tip, nowUnixSeconds, unixSeconds, nbits, branch, payout, tag);
  }

  JobPlan withNbits(int compact) {
    return new JobPlan(tip, nowUnixSeconds, ntime, compact, branch, payout, tag);
  }

  JobPlan withoutTransactions() {
    return new JobPlan(tip, nowUnixSeconds, ntime, nbits, List.of(), payout, tag);
  }

  JobPlan withPayout(HexBytes script) {
    return new JobPlan(tip, nowUnixSeconds, ntime, nbits, branch, script, tag);
  }

  JobPlan withTag(String text) {
    return new JobPlan(tip, nowUnixSeconds, ntime, nbits, branch, payout, text);
  }
}
