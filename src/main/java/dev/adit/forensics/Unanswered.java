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

  /// A question.
  sealed interface Question {
    record Subscribe() implements Question {}

    record Configure() implements Question {}

    record Authorize(String worker) implements Question {}

    record Share(SeenShare share) implements Question {}

    record Other() implements Question {}
  }

  /// One that waits.
  static final class Waiting {
    final RequestId id;
    final Question question;
    final Moment at;
    boolean told;

    Waiting(RequestId id, Question question, Moment at) {
      this.id = id;
      this.question = question;
      this.at = at;
    }
  }

  private final Map<RequestId, Deque<Waiting>> byId = new HashMap<>();
  private final Deque<Waiting> inOrder = new ArrayDeque<>();
  private int size;

  void asked(RequestId id, Question question, Moment at) {
    if (size == MOST) {
      forgetOldest();
    }
    Waiting waiting = new Waiting(id, question, at);
    byId.computeIfAbsent(id, _ -> new ArrayDeque<>()).add(waiting);
    inOrder.add(waiting);
    size++;
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
    return first;
  }

  /// All that wait, the oldest first.
  Iterable<Waiting> waiting() {
    return inOrder;
  }

  void forgetAll() {
    byId.clear();
    inOrder.clear();
    size = 0;
  }

  private void forgetOldest() {
    answered(inOrder.element().id);
  }
}
