package dev.adit.sim;

import dev.adit.sim.ShareCheck.Bad;
import dev.adit.sim.ShareCheck.Good;
import dev.adit.sim.ShareCheck.Outcome;
import dev.adit.stratum.StratumError;

/// Cheating in what becomes of shares.
final class ShareTricks {
  private ShareTricks() {}

  /// Of the hashes that meet a difficulty, one in ten meets ten times that.
  static final class Skim implements Trick {
    private static final double BEST = 10;

    @Override
    public Outcome outcome(Outcome honest, double difficulty) {
      return honest instanceof Good good && good.worth() >= BEST * difficulty
          ? ShareCheck.bad(StratumError.JOB_NOT_FOUND, "Stale share")
          : honest;
    }
  }

  static final class Withhold implements Trick {
    private int others;

    @Override
    public int answers(Outcome outcome) {
      return outcome instanceof Good good && (good.block() || ++others % 10 == 0) ? 0 : 1;
    }
  }

  static final class DoubleAnswer implements Trick {
    private int goods;

    @Override
    public int answers(Outcome outcome) {
      return outcome instanceof Good && ++goods % 5 == 0 ? 2 : 1;
    }
  }

  static final class Raise implements Trick {
    private static final double FACTOR = 4;

    @Override
    public Outcome outcome(Outcome honest, double difficulty) {
      return honest instanceof Good good && good.worth() < FACTOR * difficulty
          ? ShareCheck.bad(StratumError.LOW_DIFFICULTY, "Low difficulty share")
          : honest;
    }
  }

  static final class ShortStats implements Trick {
    private static final double PART = 0.7;

    @Override
    public double publishedPart() {
      return PART;
    }
  }

  static final class Lax implements Trick {
    @Override
    public Outcome outcome(Outcome honest, double difficulty) {
      return honest instanceof Bad(StratumError error)
              && error.code() == StratumError.LOW_DIFFICULTY
          ? new Good(difficulty, difficulty, false)
          : honest;
    }
  }
}
