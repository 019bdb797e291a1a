package dev.adit.forensics;

import dev.adit.stratum.RequestId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a miner has asked and no answer has come to.
///
/// Many miners use one id for every share. Where several of one id wait, answers come in the order
/// of the questions, but for those that are overdue: a pool that forgets an answer would shift all
/// that follow. Which is whose is certain only where nothing else of that id waited with it; see
/// [Match].
final class Unanswered {
  private static final int MOST = 1_000;

  /// Of the texts in them: a stranger's lines may be long.
  private static final int MOST_CHARS = 1 << 17;

  /// Of what is usual; and no less than that, since a pool next door answers in no time.
  private static final int OVERDUE_TIMES = 8;

  private static final long LEAST_OVERDUE_NANOS = 100_000_000;

  /// A question.
  sealed interface Question {
    record Subscribe() implements Question {}

    record Configure() implements Question {}

    record Authorize(String worker) implements Question {}

    record Share(SeenShare share) implements Question {}

    /// One that is not known here, or that can't be read.
    ///
    /// @param known whether the method is
    record Odd(String method, boolean known) implements Question {}

    record Other() implements Question {}

    private boolean isOfLogin() {
      return switch (this) {
        case Subscribe _, Configure _, Authorize _ -> true;
        case Share _, Odd _, Other _ -> false;
      };
    }

    /// What of it a miner may have made long.
    private int chars() {
      return switch (this) {
        case Share(SeenShare share) ->
            share.submit().worker().length()
                + share.submit().jobId().length()
                + share.submit().extranonce2().size();
        case Authorize(String worker) -> worker.length();
        case Odd(String method, _) -> method.length();
        case Subscribe _, Configure _, Other _ -> 0;
      };
    }
  }

  /// A question that has its answer.
  ///
  /// @param match how far the answer is its own
  record Answered(Question question, Match match) {}

  /// One that waits.
  static final class Waiting {
    final RequestId id;
    final Question question;
    final Moment at;

    /// That no answer has come in time.
    boolean told;

    Waiting(RequestId id, Question question, Moment at) {
      this.id = id;
      this.question = question;
      this.at = at;
    }

    private int chars() {
      return id.json().length() + question.chars();
    }
  }

  /// All of one id, in order.
  private static final class Row {
    final Deque<Waiting> waiting = new ArrayDeque<>();

    /// Whether two have waited together since the row was last done with.
    boolean crowded;

    /// Whether an answer has passed over a question that may still get one since then.
    boolean passedOver;

    boolean isDone() {
      return waiting.stream().allMatch(it -> it.told);
    }
  }

  private final Map<RequestId, Row> byId = new HashMap<>();
  private final Deque<Waiting> inOrder = new ArrayDeque<>();
  private int size;
  private int chars;

  /// How long answers take, as far as they are certain; one that is slow raises it little. Not a
  /// number before the first, and then nothing is overdue.
  private double usualNanos = Double.NaN;

  /// Remembers it.
  ///
  /// @return whether one had to be forgotten for it that may still be answered
  boolean asked(RequestId id, Question question, Moment at) {
    Waiting waiting = new Waiting(id, question, at);
    boolean forgot = false;
    while (size > 0 && (size == MOST || chars + waiting.chars() > MOST_CHARS)) {
      forgot |= !inOrder.element().told;
      forget(inOrder.element());
    }
    Row row = byId.computeIfAbsent(id, _ -> new Row());
    row.crowded = !row.isDone();
    row.passedOver &= row.crowded;
    row.waiting.add(waiting);
    inOrder.add(waiting);
    size++;
    chars += waiting.chars();
    return forgot;
  }

  /// The question that this answers, which is forgotten; null where there is none.
  @Nullable Answered answered(RequestId id, Moment at) {
    Row row = byId.get(id);
    if (row == null) {
      return null;
    }
    List<Waiting> open = row.waiting.stream().filter(it -> !it.told).toList();
    // What is given up may get its answer after all, where nothing else can be meant.
    Waiting first = open.isEmpty() ? row.waiting.element() : open.getFirst();
    Waiting answered = open.stream().filter(it -> !isOverdue(it, at)).findFirst().orElse(first);
    row.passedOver |= answered != first;
    boolean alone = row.waiting.size() == 1 || !isOverdue(answered, at);
    boolean certain = open.size() == 1 && alone && !row.crowded;
    if (certain) {
      learn(at.nanos() - answered.at.nanos());
    }
    forget(answered);
    Match unlessCertain = row.passedOver ? Match.GUESSED : Match.IN_ORDER;
    return new Answered(answered.question, certain ? Match.CERTAIN : unlessCertain);
  }

  /// What begins a session may take a pool longer than a share.
  private boolean isOverdue(Waiting one, Moment at) {
    double most = Math.max(OVERDUE_TIMES * usualNanos, LEAST_OVERDUE_NANOS); // or not a number
    return !one.question.isOfLogin() && at.nanos() - one.at.nanos() > most;
  }

  private void learn(long nanos) {
    if (Double.isNaN(usualNanos)) {
      usualNanos = nanos;
    }
    double counted = Math.min((double) nanos, Math.max(2 * usualNanos, LEAST_OVERDUE_NANOS));
    usualNanos += (counted - usualNanos) / (counted < usualNanos ? 2 : 8);
  }

  private void forget(Waiting one) {
    Row row = byId.get(one.id);
    if (row != null) {
      row.waiting.remove(one);
      if (row.waiting.isEmpty()) {
        byId.remove(one.id);
      }
    }
    inOrder.remove(one);
    size--;
    chars -= one.chars();
  }

  /// Whether a login waits.
  boolean hasLogin() {
    return inOrder.stream().anyMatch(it -> it.question instanceof Question.Authorize);
  }

  /// All that wait, the oldest first.
  Iterable<Waiting> waiting() {
    return inOrder;
  }

  void forgetAll() {
    byId.clear();
    inOrder.clear();
    size = 0;
    chars = 0;
  }
}
