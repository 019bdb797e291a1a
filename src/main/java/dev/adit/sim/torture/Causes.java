package dev.adit.sim.torture;

import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.StratumError;

/// What an answer means for the work behind the share.
final class Causes {
  private Causes() {}

  static void settle(Found found, Attempt attempt, Answer answer, World world) {
    if (answer.isYes()) {
      found.yes++;
      if (attempt.sentTo == null) {
        found.job.talk.end().ask(found);
      }
      return;
    }
    if (attempt.sentTo != null || found.attempts.getFirst() != attempt) {
      return; // The pool's word counts, or what became of the first.
    }
    if (found.isBlock() && found.job.talk.end().isOpen()) {
      keptBack(found, attempt, answer, world);
    }
    found.loss = cause(found, attempt, StratumError.codeIn(answer.error()));
  }

  /// Work of a seat that the miner has lost since, or with bits that were taken back, is beyond
  /// what the lane can prove: such blocks are counted.
  private static void keptBack(Found found, Attempt attempt, Answer answer, World world) {
    if (!attempt.end.has(found.extranonce1)
        || !found.job.talk.has(found.job.extranonce1)
        || !attempt.end.mayRoll(found.versionBits)) {
      world.happens(Fault.BLOCK_OF_A_LOST_SEAT);
      return;
    }
    world.history.breach(
        Check.BLOCK,
        "a block, share %08x of job %s, is answered %s and kept back, though its session is there"
            .formatted(found.nonce, found.job.notify.jobId(), answer.error()),
        attempt.end.name(),
        found.job.talk.name());
  }

  private static Loss cause(Found found, Attempt attempt, int code) {
    PoolTalk talk = found.job.talk;
    return switch (code) {
      case StratumError.UNAUTHORIZED -> Loss.WORKER;
      case StratumError.JOB_NOT_FOUND -> {
        if (!talk.end().isOpen()) {
          yield attempt.end.follows() ? Loss.POOL_GONE : Loss.ADRIFT;
        }
        if (!attempt.end.isSeatedFor(found.job)) {
          yield talk.has(found.job.extranonce1) ? Loss.SWITCHED : Loss.EXTRANONCE;
        }
        yield Loss.NEW_BLOCK;
      }
      default -> Loss.REFUSED_HERE;
    };
  }
}
