package dev.adit.sim;

import java.util.Locale;

/// One way in which a simulated pool cheats; several may be combined.
///
/// What happens now and then happens to every third job that is sent to all, or at once by
/// [SimPool#cheat(Cheat)].
public enum Cheat {
  /// Refuses the best tenth of the good shares as stale.
  SKIM,
  /// Never answers a share that solves a block, nor every tenth other good one.
  WITHHOLD,
  /// Answers every fifth good share twice.
  DOUBLE_ANSWER,
  /// Refuses what misses four times the difficulty that it announced.
  DIFFICULTY,
  /// Credits shares below its difficulty like good ones.
  LAX,
  /// Its jobs' time is three hours ahead.
  TIMEWARP,
  /// Its jobs' time is three hours behind.
  BACKDATE,
  /// Its jobs' time is fifteen minutes ahead.
  FUTURE,
  /// Goes on with jobs for the previous block for a while after the network has found one.
  OLD_BLOCK,
  /// Its jobs have no transactions for twice that while after a block.
  EMPTY_BLOCK,
  /// Now and then a job of another chain: its height, previous hash and nbits.
  OTHER_CHAIN,
  /// Now and then a job whose coinbase pays somebody else.
  PAYOUT,
  /// Now and then a job whose coinbase has the tag of another pool.
  TAG,
  /// Now and then gives everyone another extranonce1 by a second answer to the subscription.
  EXTRANONCE,
  /// Gives everyone the same extranonce1.
  REUSE_EXTRANONCE,
  /// Leaves miners at most two bytes of extranonce2.
  SMALL_EXTRANONCE,
  /// Now and then sends everyone to a stranger's pool.
  REDIRECT,
  /// Its statistics show seven tenths of the work.
  SHORT_STATS;

  /// As it is before the pool's first job.
  Trick of(SimPoolSettings settings) {
    return switch (this) {
      case SKIM -> new ShareTricks.Skim();
      case WITHHOLD -> new ShareTricks.Withhold();
      case DOUBLE_ANSWER -> new ShareTricks.DoubleAnswer();
      case DIFFICULTY -> new ShareTricks.Raise();
      case LAX -> new ShareTricks.Lax();
      case TIMEWARP -> new JobTricks.Clock(3 * 3600);
      case BACKDATE -> new JobTricks.Clock(-3 * 3600);
      case FUTURE -> new JobTricks.Clock(15 * 60);
      case OLD_BLOCK -> new JobTricks.OldBlock(settings.cheatDelay.toSeconds());
      case EMPTY_BLOCK -> new JobTricks.EmptyBlock(2 * settings.cheatDelay.toSeconds());
      case OTHER_CHAIN -> new JobTricks.OtherChain();
      case PAYOUT -> new JobTricks.Payout();
      case TAG -> new JobTricks.Tag();
      case EXTRANONCE -> new SessionTricks.SecondAnswer();
      case REUSE_EXTRANONCE -> new SessionTricks.SameExtranonce();
      case SMALL_EXTRANONCE -> new SessionTricks.SmallExtranonce();
      case REDIRECT -> new SessionTricks.Redirect();
      case SHORT_STATS -> new ShareTricks.ShortStats();
    };
  }

  /// Whether it goes by what a share's hash is worth.
  boolean needsProof() {
    return switch (this) {
      case SKIM, WITHHOLD, DIFFICULTY, LAX -> true;
      default -> false;
    };
  }

  /// Whether it shows in the jobs, which are to be the pool's own then.
  boolean altersJobs() {
    return switch (this) {
      case TIMEWARP, BACKDATE, FUTURE, OLD_BLOCK, EMPTY_BLOCK, OTHER_CHAIN, PAYOUT, TAG -> true;
      default -> false;
    };
  }

  /// As on the command line: `double-answer`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
