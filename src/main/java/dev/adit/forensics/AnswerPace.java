package dev.adit.forensics;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Measures how long a pool takes to answer shares: `ANSWERS_SLOW` (LOW) for each answer that took
/// more than a second and more than twenty times what is usual for that pool (the median of its
/// last thousand or two; the first twenty are not judged).
///
/// It proves that something was slow, not what: the pool, the network or this machine.
final class AnswerPace implements Witness.Source {
  private static final long LEAST_NANOS = 1_000_000_000L;
  private static final int TIMES = 20;

  private final AlertBook book;
  private final Spreads spreads = new Spreads();

  AnswerPace(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return seen -> {
      if (seen instanceof Observation.ShareAnswered answered && answered.answer().sure()) {
        onAnswer(conversation.call(), answered);
      }
    };
  }

  private void onAnswer(Call call, Observation.ShareAnswered answered) {
    long tookNanos = answered.answer().latencyNanos();
    Spread spread = spreads.of(call.pool());
    long usualNanos = spread.medianNanos();
    if (usualNanos > 0 && tookNanos > Math.max(LEAST_NANOS, TIMES * usualNanos)) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("job", answered.share().submit().jobId());
      data.put("latency_ms", tookNanos / 1e6);
      data.put("usual_ms", usualNanos / 1e6);
      book.report(
          call,
          answered.at(),
          Suspicion.ANSWERS_SLOW,
          String.format(
              Locale.ROOT,
              "The pool took %.1f s for an answer, for which it usually takes %.3f s",
              tookNanos / 1e9,
              usualNanos / 1e9),
          data);
    }
    spread.record(tookNanos);
  }

  @Override
  public void onTick(Moment now) {
    spreads.publish();
  }

  /// How long each pool takes to answer. On any thread; a second old at most.
  Map<String, Percentiles> latencies() {
    return spreads.published();
  }
}
