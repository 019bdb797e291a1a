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
  record Good(double difficulty, boolean block) implements Outcome {}

  record Bad(StratumError error) implements Outcome {}

  private final SimPoolSettings settings;
  private final RandomGenerator random;
  private final ShareJudge judge = new ShareJudge();
  private DuplicateTable seen = new DuplicateTable();

  ShareCheck(SimPoolSettings settings, RandomGenerator random) {
    this.settings = settings;
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
    Outcome outcome =
        settings.validate ? proofOf(share) : new Good(share.difficulty().value(), false);
    return outcome instanceof Good && random.nextDouble() < settings.rejectRate
        ? bad(StratumError.OTHER, "Rejected by chance")
        : outcome;
  }

  private Outcome proofOf(Candidate share) {
    return switch (judge.judge(share, System.currentTimeMillis() / 1000)) {
      case Verdict.ForThePool(Proof proof) -> unlessSeen(share, proof);
      case Verdict.ForOurBooks(Proof proof) -> unlessSeen(share, proof);
      case Verdict.Refused(StratumError error, _) -> new Bad(error);
    };
  }

  private Outcome unlessSeen(Candidate share, Proof proof) {
    return seen.add(proof.powHash())
        ? new Good(share.difficulty().value(), proof.block())
        : bad(StratumError.DUPLICATE_SHARE, "Duplicate share");
  }
}
