package dev.adit.forensics;

import dev.adit.stratum.RequestId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a miner has asked and no answer has come to. Many miners use one id for every share: where
/// an id is used again, answers come in the order of the questions.
final class Unanswered {
  private static final int MOST = 1_000;

  /// Of the texts in them: a stranger's lines may be long.
  private static final int MOST_CHARS = 1 << 17;

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

  private final Map<RequestId, Deque<Waiting>> byId = new HashMap<>();
  private final Deque<Waiting> inOrder = new ArrayDeque<>();
  private int size;
  private int chars;

  /// Remembers it.
  ///
  /// @return whether one had to be forgotten for it that may still be answered
  boolean asked(RequestId id, Question question, Moment at) {
    Waiting waiting = new Waiting(id, question, at);
    boolean forgot = false;
    while (size > 0 && (size == MOST || chars + waiting.chars() > MOST_CHARS)) {
      forgot |= !inOrder.element().told;
      answered(inOrder.element().id);
    }
    byId.computeIfAbsent(id, _ -> new ArrayDeque<>()).add(waiting);
    inOrder.add(waiting);
    size++;
    chars += waiting.chars();
    return forgot;
  }

  /// The question that this answers, which is forgotten; null where there is none.
  @Nullable Waiting answered(RequestId id) {
    Deque<Waiting> same = byId.get(id);
    if (same == null) {
      return null;
    }
    Waiting first = same.remove();
    if (same.isEmpty()) {
      byId.remove(id);
    }
    inOrder.remove(first);
    size--;
    chars -= first.chars();
    return first;
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
