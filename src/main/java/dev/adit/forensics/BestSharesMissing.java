package dev.adit.forensics;

import dev.adit.forensics.Observation.ShareAnswered;
import dev.adit.work.Proof;
import java.util.Arrays;

/// Proves that somebody between the hashing and Adit keeps the best shares, or that the machine
/// does not find them. The difficulty of honest shares is x times the one that is asked for with a
/// probability of 1/x: its logarithm is exponential with mean 1, whatever the hashrate. Threshold:
/// the sum of the logarithms, or the number of shares above 10, 100 or 1,000 times what is asked
/// for, is smaller than chance makes it, with less than one false alarm in ten million samples; a
/// sample is at least a day of one miner's worker and 200 shares. HIGH. It can't see who keeps
/// nothing but blocks: they are too rare. False positives: broken firmware that can't submit
/// certain nonces.
final class BestSharesMissing implements Witness.Source {
  private static final double FALSE_ALARM = 1e-7;
  private static final int MOST_MINERS = 10_000;
  private static final int[] MULTIPLES = {10, 100, 1_000};

  private record Key(String host, String worker) {}

  private static final class Sample {
    final Looks looks;
    final long[] above = new long[MULTIPLES.length];
    long shares;
    double logarithms;

    Sample(Moment since) {
      looks = new Looks(since, FALSE_ALARM);
    }

    void add(double ratio) {
      shares++;
      logarithms += Math.log(Math.max(ratio, 1));
      for (int i = 0; i < MULTIPLES.length; i++) {
        above[i] += ratio >= MULTIPLES[i] ? 1 : 0;
      }
    }

    /// Of the least likely of the four findings, and for there being four.
    double probability() {
      double least = Chance.sumAtMost(logarithms, shares);
      for (int i = 0; i < MULTIPLES.length; i++) {
        least = Math.min(least, Chance.atMost(above[i], shares, 1.0 / MULTIPLES[i]));
      }
      return Math.min(1, (MULTIPLES.length + 1) * least);
    }
  }

  private final AlertBook book;
  private final Recent<Key, Sample> samples = new Recent<>(MOST_MINERS);

  BestSharesMissing(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return seen -> {
      if (seen instanceof ShareAnswered answered && !conversation.isDoubtful()) {
        onAnswer(conversation.call(), answered);
      }
    };
  }

  private void onAnswer(Call call, ShareAnswered seen) {
    if (!isGoodWork(seen)) {
      return;
    }
    Key key = new Key(call.address(), Brief.of(seen.share().submit().worker()));
    Sample sample = samples.get(key, () -> new Sample(seen.at()));
    sample.add(seen.share().difficulty() / seen.answer().most().value());
    double significance = sample.looks.due(sample.shares);
    if (significance > 0) {
      if (sample.probability() < significance) {
        report(call, seen.at(), key.worker(), sample);
      }
      if (sample.looks.isOver(seen.at())) {
        samples.remove(key);
      }
    }
  }

  /// Whether the share certainly meets all difficulties in question, and is not there twice.
  static boolean isGoodWork(ShareAnswered seen) {
    ShareAnswer answer = seen.answer();
    Proof proof = seen.share().proof();
    return proof != null
        && answer.sure()
        && answer.meetsAll(proof)
        && (answer.accepted() || Refusal.of(answer) != Refusal.DUPLICATE);
  }

  private void report(Call call, Moment at, String worker, Sample sample) {
    book.report(
        call,
        at,
        Suspicion.BEST_SHARES_MISSING,
        ("Of %d shares %d are worth ten times what is asked for; honest work has about %d. The best"
                + " ones are kept back before they come here.")
            .formatted(sample.shares, sample.above[0], sample.shares / MULTIPLES[0]),
        Details.of(
            "worker",
            worker,
            "shares",
            sample.shares,
            "mean_logarithm",
            sample.logarithms / sample.shares,
            "above_10_100_1000",
            Arrays.toString(sample.above),
            "probability",
            sample.probability()));
  }
}
