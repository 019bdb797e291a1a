package dev.adit.sim;

import dev.adit.stratum.StratumError;
import dev.adit.work.Candidate;
import dev.adit.work.DuplicateTable;
import dev.adit.work.Proof;
import dev.adit.work.ShareJudge;
import dev.adit.work.Verdict;
import java.util.random.RandomGenerator;

/// Whether a simulated pool takes a share whose job is current; owned by its event loop.
final class ShareCheck {

  /// What it comes to.
  sealed interface Outcome {}

  /// @param difficulty to be credited
  /// @param worth what the hash would have met; where nobody hashed it, the same
  record Good(double difficulty, double worth, boolean block) implements Outcome {}

  record Bad(StratumError error) implements Outcome {}

  private final SimPoolSettings settings;
  private final Trickery tricks;
  private final RandomGenerator random;
  private final ShareJudge judge = new ShareJudge();
  private DuplicateTable seen = new DuplicateTable();

  ShareCheck(SimPoolSettings settings, Trickery tricks, RandomGenerator random) {
    this.settings = settings;
    this.tricks = tricks;
    this.random = random;
  }

  static Outcome bad(int code, String text) {
    return new Bad(new StratumError(code, text));
  }

  /// Shares of older blocks are refused unseen, so they need not be remembered.
  void onNewBlock() {
    seen = new DuplicateTable();
  }

  /// Whether chance wants the next submit to vanish.
  boolean leavesUnanswered() {
    return random.nextDouble() < settings.noAnswerRate;
  }

  Outcome check(Candidate share) {
    double difficulty = share.difficulty().value();
    Outcome outcome = settings.validate ? proofOf(share) : new Good(difficulty, difficulty, false);
    return outcome instanceof Good && random.nextDouble() < settings.rejectRate
        ? bad(StratumError.OTHER, "Rejected by chance")
        : tricks.outcome(outcome, difficulty);
  }

  private Outcome proofOf(Candidate share) {
    return switch (judge.judge(share, tricks.clock(settings.clock.millis() / 1000))) {
      case Verdict.ForThePool(Proof proof) -> unlessSeen(share, proof);
      case Verdict.ForOurBooks(Proof proof) -> unlessSeen(share, proof);
      case Verdict.Refused(StratumError error, _) -> new Bad(error);
    };
  }

  private Outcome unlessSeen(Candidate share, Proof proof) {
    return seen.add(proof.powHash())
        ? new Good(share.difficulty().value(), proof.difficulty(), proof.block())
        : bad(StratumError.DUPLICATE_SHARE, "Duplicate share");
  }
}
