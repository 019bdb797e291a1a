package dev.adit.forensics;

import dev.adit.forensics.Observation.ShareAnswered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Proves that a pool refuses good shares the more often the better they are; an honest refusal
/// does not depend on the size. Threshold: shares of ten times the difficulty are refused more
/// often than the same miner's smaller ones, by more than chance, with less than one false alarm in
/// a million samples; a sample is at least a day of a pool and 200 answers. HIGH. False positives:
/// none known; each conversation is held against itself only, as a miner that hands in nothing but
/// large shares may well have a worse connection than others.
final class BestSharesRefused implements Witness.Source {
  private static final double FALSE_ALARM = 1e-6;
  private static final double LARGE = 10;

  /// The answers of one conversation.
  private static final class Part {
    long answers;
    long refused;
    long large;
    long largeRefused;

    void clear() {
      answers = 0;
      refused = 0;
      large = 0;
      largeRefused = 0;
    }
  }

  /// @param expected refusals of large shares, were they refused as often as small ones
  private record Sum(long large, long largeRefused, double expected) {
    static final Sum NONE = new Sum(0, 0, 0);

    Sum plus(Part part) {
      double rate = part.answers == 0 ? 0 : (double) part.refused / part.answers;
      return new Sum(
          large + part.large, largeRefused + part.largeRefused, expected + part.large * rate);
    }
  }

  private static final class Sample {
    final Set<Part> live = new HashSet<>();
    Looks looks;
    Sum ended = Sum.NONE;
    long answers;

    Sample(Moment since) {
      looks = new Looks(since, FALSE_ALARM);
    }

    void restart(Moment now) {
      looks = new Looks(now, FALSE_ALARM);
      ended = Sum.NONE;
      answers = 0;
      live.forEach(Part::clear);
    }

    Sum sum() {
      Sum sum = ended;
      for (Part part : live) {
        sum = sum.plus(part);
      }
      return sum;
    }
  }

  private final AlertBook book;
  private final Map<String, Sample> pools = new HashMap<>();

  BestSharesRefused(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    Part part = new Part();
    return seen -> {
      Call call = conversation.call();
      Sample sample = pools.computeIfAbsent(call.pool(), _ -> new Sample(seen.at()));
      if (seen instanceof ShareAnswered answered && !conversation.isDoubtful()) {
        onAnswer(call, sample, part, answered);
      } else if (seen instanceof Observation.Ended && sample.live.remove(part)) {
        sample.ended = sample.ended.plus(part);
      }
    };
  }

  private void onAnswer(Call call, Sample sample, Part part, ShareAnswered seen) {
    ShareAnswer answer = seen.answer();
    if (!BestSharesMissing.isGoodWork(seen)) {
      return;
    }
    boolean large = seen.share().difficulty() >= LARGE * answer.most().value();
    sample.live.add(part);
    sample.answers++;
    part.answers++;
    part.refused += answer.accepted() ? 0 : 1;
    part.large += large ? 1 : 0;
    part.largeRefused += large && !answer.accepted() ? 1 : 0;
    double significance = sample.looks.due(sample.answers);
    if (significance > 0) {
      judge(call, seen.at(), sample.sum(), sample.answers, significance);
      if (sample.looks.isOver(seen.at())) {
        sample.restart(seen.at());
      }
    }
  }

  private void judge(Call call, Moment at, Sum sum, long answers, double significance) {
    if (sum.expected() == 0) {
      return;
    }
    double mean = sum.expected() / sum.large();
    double probability = Chance.atLeast(sum.largeRefused(), sum.large(), mean);
    if (probability < significance) {
      book.report(
          call,
          at,
          Suspicion.BEST_SHARES_REFUSED,
          ("The pool refused %d of %d shares worth ten times what it asks for; were they treated"
                  + " like all others, it would be about %s.")
              .formatted(sum.largeRefused(), sum.large(), Details.number(sum.expected())),
          Details.of(
              "answers", answers,
              "large", sum.large(),
              "large_refused", sum.largeRefused(),
              "large_refused_expected", sum.expected(),
              "probability", probability));
    }
  }
}
