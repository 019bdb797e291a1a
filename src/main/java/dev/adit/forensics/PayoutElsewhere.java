package dev.adit.forensics;

import dev.adit.forensics.Observation.JobGiven;
import dev.adit.stratum.HexBytes;
import dev.adit.work.BitcoinAddress;
import org.jspecify.annotations.Nullable;

/// Proves that a block would not be paid to the address that the operator expects: none of a job's
/// outputs pays it, or less than a thousandth of the whole goes there. It is looked at from the
/// miner's login on, since a pool can't know the address before. HIGH. False positives: a pool that
/// collects blocks itself and pays later, where no address must be expected.
final class PayoutElsewhere implements Witness.Source {
  private static final double AS_GOOD_AS_NOTHING = 0.001;

  private final AlertBook book;
  private final String address;
  private final @Nullable HexBytes script;

  /// @param expectAddress "", or one that is none: none is expected
  PayoutElsewhere(AlertBook book, String expectAddress) {
    this.book = book;
    this.address = expectAddress;
    this.script = BitcoinAddress.script(expectAddress);
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Witness() {
      private boolean isKnown;

      @Override
      public void on(Observation seen) {
        if (seen instanceof Observation.Authorized authorized) {
          isKnown |= authorized.granted();
        } else if (seen instanceof JobGiven(Moment at, SeenJob job) && isKnown && script != null) {
          Coinbase coinbase = Coinbase.of(job, conversation.extranonce2Size());
          if (coinbase != null && coinbase.total() > 0) {
            judge(conversation.call(), at, job, coinbase, script);
          }
        }
      }
    };
  }

  private void judge(Call call, Moment at, SeenJob job, Coinbase coinbase, HexBytes expected) {
    double part = (double) coinbase.paidTo(expected) / coinbase.total();
    Coinbase.Output main = coinbase.main();
    if (part >= AS_GOOD_AS_NOTHING || main == null) {
      return;
    }
    book.report(
        call,
        at,
        Suspicion.PAYOUT_ELSEWHERE,
        "A block would pay %s %% to %s; its largest output, %s %% of it, goes elsewhere."
            .formatted(
                Details.number(100 * part),
                address,
                Details.number(100.0 * main.value() / coinbase.total())),
        Details.of(
            "job", job.notification().jobId(),
            "address", address,
            "part", part,
            "largest_script", main.script().hex(),
            "largest_value", main.value(),
            "total", coinbase.total()));
  }
}
