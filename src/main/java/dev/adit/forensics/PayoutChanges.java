package dev.adit.forensics;

import dev.adit.forensics.Observation.JobGiven;
import dev.adit.stratum.HexBytes;
import java.util.HashSet;
import java.util.Set;

/// Proves that a block would be paid to somebody else than before, within one conversation: the
/// script of the largest output is one that was not there since the last login. HIGH, once for each
/// script. False positives: pools that pay miners in the coinbase, whose largest one may change, or
/// that use several addresses in turn.
final class PayoutChanges implements Witness.Source {
  private static final int MOST_SCRIPTS = 100;

  private final AlertBook book;

  PayoutChanges(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    Set<HexBytes> known = new HashSet<>();
    return seen -> {
      if (seen instanceof Observation.Authorized) {
        // Many pools pay the miner's own address from its login on.
        known.clear();
      } else if (seen instanceof JobGiven(Moment at, SeenJob job)) {
        Coinbase coinbase = Coinbase.of(job, conversation.extranonce2Size());
        Coinbase.Output main = coinbase == null ? null : coinbase.main();
        if (coinbase != null && main != null && !known.contains(main.script())) {
          if (!known.isEmpty()) {
            report(conversation.call(), at, job, coinbase, main);
          }
          if (known.size() < MOST_SCRIPTS) {
            known.add(main.script());
          }
        }
      }
    };
  }

  private void report(Call call, Moment at, SeenJob job, Coinbase coinbase, Coinbase.Output main) {
    book.report(
        call,
        at,
        Suspicion.PAYOUT_CHANGES,
        ("A block would be paid to another script than before. Some pools use several addresses in"
            + " turn; ask this one whose it is."),
        Details.of(
            "job", job.notification().jobId(),
            "script", main.script().hex(),
            "value", main.value(),
            "total", coinbase.total()));
  }
}
