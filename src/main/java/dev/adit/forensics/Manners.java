package dev.adit.forensics;

import dev.adit.aggregate.Conduct;
import dev.adit.stratum.StratumError;
import dev.adit.work.Proof;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Tells the guard how a miner behaves whose words are carried unread and understood later: by the
/// rules of a `proxy`, as far as they can be told from outside. It finds nothing, and nobody who
/// does knows of it.
///
/// Two must agree before anything speaks against a miner: the pool, which refuses, and what is
/// computed here. Nothing does where the words are not those of Bitcoin's Stratum, or where some of
/// them were not heard.
final class Manners {
  /// By which a share is known again; a power of two.
  private static final int KEPT = 32;

  private final Conduct conduct;
  private final LongSupplier loginNanos;
  private @Nullable Moment since;
  private boolean speaksStratum;
  private boolean loggedIn;
  private boolean odd;
  private volatile boolean missedSome;

  /// Of the last shares that were answered, parts of their hashes; null before the first.
  private long @Nullable [] handedIn;

  private int answered;

  /// @param conduct is told; on the analyser's thread, so it must not wait
  /// @param loginNanos time to log in, as of now; 0: any
  Manners(Conduct conduct, LongSupplier loginNanos) {
    this.conduct = conduct;
    this.loginNanos = loginNanos;
  }

  /// Something was said that is not heard, or not understood for a fault of ours: from now on
  /// nobody is blamed. On any thread.
  void missSome() {
    missedSome = true;
  }

  void on(Observation seen, Conversation in) {
    switch (seen) {
      case Observation.Began(Moment at) -> since = since == null ? at : since;
      case Observation.Missed _ -> missSome();
      // Both sides have used words that are known here.
      case Observation.ExtranonceGiven _, Observation.JobGiven _ -> speaksStratum = true;
      case Observation.Authorized(Moment at, _, boolean granted) -> onLogin(granted, at);
      case Observation.ShareAnswered(Moment at, SeenShare share, ShareAnswer answer) ->
          onShare(share, answer, in.hasShifted(), at);
      case Observation.OddAnswered answer -> onOdd(answer, in);
      case Observation.Unread(Moment at, Party who, _, boolean asks) -> {
        if (who == Party.MINER && !asks && isBlamed()) {
          conduct.noise(at.nanos());
        }
      }
      case Observation.Passed(Moment now) -> onTime(in, now);
      case Observation.DifficultySet _,
          Observation.ShareSent _,
          Observation.ShareUnanswered _,
          Observation.StrayAnswer _,
          Observation.Redirected _,
          Observation.Ended _ -> {}
    }
  }

  private boolean isBlamed() {
    return speaksStratum && !missedSome;
  }

  private void onLogin(boolean granted, Moment at) {
    if (granted) {
      loggedIn = true;
      conduct.loggedIn(at.nanos());
    } else if (!missedSome) {
      conduct.loginFailed(at.nanos());
    }
  }

  private void onShare(SeenShare share, ShareAnswer answer, boolean shifted, Moment at) {
    Proof proof = share.proof();
    boolean again = proof != null && isKnown(proof);
    if (answer.accepted()) {
      if (!again) {
        conduct.goodShare(answer.least().value(), at.nanos());
      }
    } else if (proof != null && share.current() && !missedSome) {
      if (!again && answer.meetsAll(proof)) {
        conduct.goodShare(answer.least().value(), at.nanos());
      } else if (answer.match() != Match.GUESSED && (again || isTooEasy(answer, proof, shifted))) {
        conduct.badShare(at.nanos());
      }
    }
  }

  private static boolean isTooEasy(ShareAnswer answer, Proof proof, boolean shifted) {
    return !shifted && !answer.meetsAny(proof) && isTheMinersFault(answer);
  }

  /// Whether this share has been answered before; from now on it has.
  private boolean isKnown(Proof proof) {
    long part = proof.powHash().w0();
    if (handedIn == null) {
      handedIn = new long[KEPT];
    }
    for (int i = 0; i < Math.min(answered, KEPT); i++) {
      if (handedIn[i] == part) {
        return true;
      }
    }
    handedIn[answered++ & (KEPT - 1)] = part;
    return false;
  }

  /// Neither late, nor of a name that the pool does not know.
  private static boolean isTheMinersFault(ShareAnswer answer) {
    return Refusal.of(answer) != Refusal.STALE
        && answer.code() != StratumError.UNAUTHORIZED
        && answer.code() != StratumError.NOT_SUBSCRIBED;
  }

  private void onOdd(Observation.OddAnswered answer, Conversation in) {
    Moment at = answer.at();
    switch (answer.method()) {
      case Observation.OddAnswered.UNREAD -> {
        if (answer.yes()) {
          // The pool understands this miner better than we do.
          missSome();
        }
      }
      case "mining.authorize" -> onLogin(answer.yes(), at);
      case "mining.submit" -> {
        if (answer.yes()) {
          conduct.goodShare(in.difficulty().value(), at.nanos());
        } else if (isBlamed()) {
          conduct.badShare(at.nanos());
        }
      }
      default -> {
        if (answer.refused() && isBlamed() && isNoise(answer)) {
          conduct.noise(at.nanos());
        }
      }
    }
  }

  /// Advice may make no sense, and firmware may ask for what it could do without.
  private boolean isNoise(Observation.OddAnswered answer) {
    boolean ofMining = answer.method().startsWith("mining.");
    if (answer.known()) {
      return !answer.method().startsWith("mining.suggest_");
    }
    boolean first = !odd && !ofMining;
    odd |= first;
    return first;
  }

  /// Who says what is not known here may have logged in by it, and whose login waits for the pool
  /// does not take too long. But nobody has logged in with a piece of a line to a silent pool. Each
  /// time, since a reload may have made it shorter.
  private void onTime(Conversation in, Moment now) {
    long most = loginNanos.getAsLong();
    boolean due = most > 0 && since != null && !loggedIn && now.nanos() - since.nanos() > most;
    if (due && !missedSome && (speaksStratum || !in.isSpoken()) && !in.awaitsLogin()) {
      conduct.loginOverdue(now.nanos());
    }
  }
}
