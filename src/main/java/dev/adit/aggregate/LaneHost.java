package dev.adit.aggregate;

import dev.adit.stratum.StratumError;
import dev.adit.work.Candidate;
import dev.adit.work.Verdict;
import java.util.function.LongConsumer;

/// What a lane asks of the world around it. Every call returns at once; every callback comes on the
/// lane's thread.
public interface LaneHost {

  /// Dial the pool after the delay; the caller hears what becomes of it.
  Dialling dial(PoolSettings pool, long delayNanos, PoolCaller caller);

  /// An attempt to reach a pool.
  interface Dialling {
    /// Its caller hears of it no more. A connection that it has handed over stays.
    void cancel();
  }

  /// Refuses a share that there is no time to judge, which is not the miner's fault.
  StratumError BUSY = new StratumError(StratumError.OTHER, "Busy");

  /// Refuses a share that could not be judged by a fault of ours.
  StratumError FAULT = new StratumError(StratumError.OTHER, "Internal error");

  /// Judge the proof of work: before this returns for a fast algorithm; for a slow one later, in
  /// the order asked. Refused with [#BUSY] where too many wait.
  void judge(Candidate candidate, long nowNanos, Judged then);

  /// Hears the verdict, at the time it fell.
  interface Judged {
    void on(Verdict verdict, long nowNanos);
  }

  /// Write the block down durably, then call back with the time; also when writing fails or takes
  /// too long, since a block is worth more than its record.
  void writeDown(BlockFound block, LongConsumer then);

  /// A share's fate is known. For logs and the ledger; must not throw.
  void record(ShareRecord share);

  /// A line worth a person's attention about the pool (refusals, messages, hijack attempts),
  /// already free of control characters; the host limits its rate.
  void tell(Notice notice);
}
