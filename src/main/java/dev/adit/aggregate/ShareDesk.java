package dev.adit.aggregate;

import dev.adit.aggregate.MinerState.Mining;
import dev.adit.metrics.ShareFate;
import dev.adit.stratum.MinerMessage.Malformed;
import dev.adit.stratum.MinerMessage.Submit;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.StratumError;
import dev.adit.work.Candidate;
import dev.adit.work.Proof;
import dev.adit.work.Verdict;
import org.jspecify.annotations.Nullable;

/// What becomes of every share of a lane: judged, sent on or booked, answered once.
final class ShareDesk {
  /// Shares remembered for one job: far beyond what its time can bring, at any sane difficulty.
  private static final int MOST_SHARES = 1 << 22;

  private static final String GONE = "the pool connection ended";

  private final Lane lane;
  private final LaneHost host;
  private final LaneNumbers numbers;
  private int unsettled;

  ShareDesk(Lane lane, LaneHost host, LaneNumbers numbers) {
    this.lane = lane;
    this.host = host;
    this.numbers = numbers;
  }

  /// A mining miner hands in a share.
  void submit(MinerSession miner, Mining at, Submit submit, long nowNanos) {
    Seat seat = at.seat();
    MinerDifficulty difficulty = miner.feed().difficulty();
    int stay = difficulty.stay();
    LaneJob job = seat.line().work().findJob(submit.jobId());
    boolean known = job != null && miner.feed().knows(job);
    FormerSeat former = known ? null : miner.seating().formerWith(submit.jobId(), nowNanos);
    if (former != null) {
      seat = former.seat();
      stay = former.stay();
      job = seat.line().work().findJob(submit.jobId());
      known = true;
    }
    PoolWork work = seat.line().work();
    PoolSession session = work.session();
    if (job == null || session == null || !known) {
      refuse(miner, submit, Refusals.STALE, nowNanos);
      return;
    }
    if (submit.extranonce2().size() != work.slots().minerBytes()) {
      refuse(miner, submit, Refusals.WRONG_EXTRANONCE2, nowNanos);
      miner.conduct().badShare(nowNanos);
      return;
    }
    Candidate candidate =
        new Candidate(
            job.job,
            seat.extranonce1(),
            submit.extranonce2(),
            submit.ntime(),
            submit.nonce(),
            submit.versionBits(),
            former == null
                ? miner.terms().versionMaskFor(submit.versionBits(), job.sequence)
                : former.versionMaskFor(submit.versionBits(), miner.terms().versionMask()),
            difficulty.forShareOn(job.sequence, stay));
    Share share = new Share(miner, session, seat.slot().tag(), submit, job, candidate, null);
    unsettled++;
    boolean tooLate = lane.isStopping();
    host.judge(
        candidate,
        nowNanos,
        (verdict, atNanos) -> {
          if (tooLate && !isBlock(verdict)) {
            refuse(share, Refusals.STOPPING, ShareFate.LOST, atNanos);
          } else {
            judged(share, verdict, atNanos);
          }
        });
  }

  /// Shares that have come in and have no fate yet, wherever they are.
  int unsettled() {
    return unsettled;
  }

  /// Refused before it came to judging.
  void refuse(MinerSession miner, Submit submit, StratumError error, long nowNanos) {
    refuse(miner, submit, error, Fates.ofCode(error.code()), nowNanos);
  }

  private void refuse(
      MinerSession miner, Submit submit, StratumError error, ShareFate fate, long nowNanos) {
    miner.send(Answer.refusal(submit.id(), error));
    book(miner, submit.worker(), submit.jobId(), fate, null, 0, error.json(), nowNanos);
  }

  /// A share that can't even be read.
  void refuseMalformed(MinerSession miner, Malformed submit, long nowNanos) {
    StratumError error = new StratumError(StratumError.OTHER, submit.problem());
    miner.send(Answer.refusal(submit.id(), error));
    book(miner, "", "", ShareFate.REJECTED, null, 0, error.json(), nowNanos);
    miner.conduct().badShare(nowNanos);
  }

  /// The pool answered: the miner gets its very words.
  void answered(Share share, Answer answer, long latencyNanos, long nowNanos) {
    share.miner().send(new Answer(share.id(), answer.result(), answer.error()));
    String error = answer.isYes() ? "" : answer.error();
    book(share, Fates.of(answer), latencyNanos, error, nowNanos);
  }

  /// The pool will never answer, or can't be asked.
  void lost(Share share, String why, long nowNanos) {
    refuse(
        share,
        new StratumError(StratumError.JOB_NOT_FOUND, "Lost: " + why),
        ShareFate.LOST,
        nowNanos);
  }

  private void judged(Share share, Verdict verdict, long nowNanos) {
    switch (verdict) {
      case Verdict.Refused(StratumError error, Proof proof) -> {
        StratumError told = share.job().retired() ? Refusals.STALE : error;
        if (!share.miner().hasAuthorized(share.submit().worker())) {
          told = Refusals.UNAUTHORIZED;
        }
        refuse(
            proof == null ? share : share.proved(proof), told, Fates.ofCode(told.code()), nowNanos);
        if (Refusals.isTheMinersFault(told)) {
          share.miner().conduct().badShare(nowNanos);
        }
      }
      case Verdict.ForOurBooks(Proof proof) -> {
        Share proved = share.proved(proof);
        if (!proved.poolSession().isOpen()) {
          lost(proved, GONE, nowNanos);
        } else if (isFresh(proved, proof, nowNanos)) {
          proved.miner().send(Answer.yes(proved.id()));
          book(proved, ShareFate.LOCAL, 0, "", nowNanos);
          pace(proved, nowNanos);
        }
      }
      case Verdict.ForThePool(Proof proof) -> {
        Share proved = share.proved(proof);
        if (isFresh(proved, proof, nowNanos)) {
          forward(proved, proof, nowNanos);
          pace(proved, nowNanos);
        }
      }
    }
  }

  /// Neither late nor seen before; else it is refused here. A block is never too late.
  private boolean isFresh(Share share, Proof proof, long nowNanos) {
    if (!share.miner().hasAuthorized(share.submit().worker()) && !proof.block()) {
      refuse(share, Refusals.UNAUTHORIZED, ShareFate.REJECTED, nowNanos);
      return false;
    }
    if (share.job().retired() && share.poolSession().isOpen() && !proof.block()) {
      refuse(share, Refusals.STALE, ShareFate.STALE, nowNanos);
      return false;
    }
    if (share.job().seen.size() >= MOST_SHARES && !proof.block()) {
      refuse(share, Refusals.TOO_MANY, ShareFate.REJECTED, nowNanos);
      return false;
    }
    if (!share.job().seen.add(proof.powHash())) {
      refuse(share, Refusals.DUPLICATE, ShareFate.DUPLICATE, nowNanos);
      share.miner().conduct().badShare(nowNanos);
      return false;
    }
    return true;
  }

  private static void pace(Share share, long nowNanos) {
    share.miner().feed().difficulty().onShare(share.difficulty(), nowNanos);
    share.miner().review(nowNanos);
    share.miner().conduct().goodShare(share.difficulty(), nowNanos);
  }

  private void forward(Share share, Proof proof, long nowNanos) {
    PoolSettings pool = share.poolSession().settings();
    String worker = share.submit().worker();
    String poolUser = share.miner().hasAuthorized(worker) ? pool.userOf(worker) : pool.user();
    if (proof.block()) {
      numbers.blockFound();
      BlockFound block =
          new BlockFound(
              pool.name(),
              share.submit().worker(),
              poolUser,
              share.miner().link().address(),
              share.candidate(),
              proof);
      host.writeDown(block, atNanos -> authorize(share, poolUser, atNanos));
    } else {
      authorize(share, poolUser, nowNanos);
    }
  }

  /// The pool must know the name before the name's first share.
  private void authorize(Share share, String poolUser, long nowNanos) {
    PoolSettings pool = share.poolSession().settings();
    share
        .poolSession()
        .requests()
        .directory()
        .whenAnswered(
            poolUser,
            nowNanos,
            (granted, error, atNanos) -> {
              if (granted != null) {
                send(share, granted, atNanos);
              } else if (isBlock(share)) {
                send(share, pool.user(), atNanos);
              } else if (!share.poolSession().isOpen()) {
                lost(share, GONE, atNanos);
              } else {
                share.miner().send(new Answer(share.id(), "null", error));
                book(share, ShareFate.REJECTED, 0, error, atNanos);
              }
            });
  }

  private void send(Share share, String poolUser, long nowNanos) {
    if (!share.poolSession().isOpen()) {
      lost(share, GONE, nowNanos);
    } else if (share.job().retired() && !isBlock(share)) { // while it waited
      refuse(share, Refusals.STALE, ShareFate.STALE, nowNanos);
    } else if (!share.poolSession().requests().submit(share, poolUser, nowNanos)) {
      refuse(share, Refusals.CROWDED, ShareFate.LOST, nowNanos);
    }
  }

  private static boolean isBlock(Verdict verdict) {
    return verdict instanceof Verdict.ForThePool(Proof proof) && proof.block();
  }

  private static boolean isBlock(Share share) {
    Proof proof = share.proof();
    return proof != null && proof.block();
  }

  private void refuse(Share share, StratumError error, ShareFate fate, long nowNanos) {
    share.miner().send(Answer.refusal(share.id(), error));
    book(share, fate, 0, error.json(), nowNanos);
  }

  private void book(Share share, ShareFate fate, long latencyNanos, String error, long nowNanos) {
    unsettled--;
    book(
        share.miner(),
        share.submit().worker(),
        share.submit().jobId(),
        fate,
        share,
        latencyNanos,
        error,
        nowNanos);
  }

  private void book(
      MinerSession miner,
      String worker,
      String jobId,
      ShareFate fate,
      @Nullable Share share,
      long latencyNanos,
      String error,
      long nowNanos) {
    String pool = share == null ? lane.poolName() : share.poolSession().settings().name();
    double difficulty = share == null ? 0 : share.difficulty();
    Proof proof = share == null ? null : share.proof();
    miner.tally().book(fate, difficulty);
    numbers.book(pool, miner.login().knownName(worker), fate, difficulty, latencyNanos, nowNanos);
    host.record(
        new ShareRecord(
            pool,
            worker,
            miner.link().address(),
            jobId,
            fate,
            difficulty,
            proof == null ? 0 : proof.difficulty(),
            latencyNanos,
            error));
  }
}
