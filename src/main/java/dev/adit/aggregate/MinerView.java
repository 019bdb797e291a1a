package dev.adit.aggregate;

import dev.adit.metrics.ShareTally;
import dev.adit.work.Difficulty;

/// A miner as of one moment; immutable for the reader.
///
/// @param worker "" before it has authorised
/// @param difficulty 0 before it has one
/// @param hashesPerSecond estimated from accepted work
public record MinerView(
    String address,
    String worker,
    String poolUser,
    String userAgent,
    ShareTally tally,
    double difficulty,
    double hashesPerSecond,
    long connectedNanos) {

  static MinerView of(MinerSession miner, long connectedNanos) {
    Difficulty told = miner.feed().difficulty().advertised();
    String worker = miner.login().firstWorker();
    ShareTally tally = miner.tally();
    double perDifficulty = told == null ? 0 : Difficulty.of(1, told.algorithm()).expectedHashes();
    return new MinerView(
        miner.link().address(),
        worker,
        worker.isEmpty() ? "" : miner.line().settings().userOf(worker),
        miner.terms().userAgent,
        tally.copy(),
        told == null ? 0 : told.value(),
        tally.creditedDifficulty() * perDifficulty / Math.max(1e-9, connectedNanos / 1e9),
        connectedNanos);
  }
}
