package dev.adit.sim;

import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.StratumError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// The submits of one connection that wait for their answers. An id may stand for several, which
/// are answered in order.
final class SubmitLog {
  private final Map<RequestId, Deque<Double>> waiting = new HashMap<>();
  private final MinerBooks books;

  SubmitLog(MinerBooks books) {
    this.books = books;
  }

  void sent(RequestId id, double difficulty) {
    waiting.computeIfAbsent(id, _ -> new ArrayDeque<>(1)).add(difficulty);
    books.submitted();
  }

  /// Books the answer; false where nothing waited for it.
  boolean settle(Answer answer) {
    Deque<Double> sent = waiting.get(answer.id());
    if (sent == null) {
      return false;
    }
    double difficulty = sent.remove();
    if (sent.isEmpty()) {
      waiting.remove(answer.id());
    }
    if (answer.isYes()) {
      books.accepted(difficulty);
    } else {
      books.rejected(StratumError.codeIn(answer.error()));
    }
    return true;
  }
}
