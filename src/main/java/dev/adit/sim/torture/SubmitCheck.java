package dev.adit.sim.torture;

import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.RequestId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Invariants 2 and 3 on one connection: what was asked, and how it was answered.
final class SubmitCheck {
  /// The pool's 30 s, 5 s for a name that the pool says nothing of, a slow disk, and ticks.
  private static final long PATIENCE_NANOS = 40 * Agenda.SECOND;

  private final World world;
  private final Proxy proxy;
  private final MinerEnd end;

  /// An id may stand for several submits.
  private final Map<RequestId, Deque<Attempt>> waiting = new LinkedHashMap<>();

  private final Map<RequestId, MinerMessage> requests = new HashMap<>();

  SubmitCheck(World world, Proxy proxy, MinerEnd end) {
    this.world = world;
    this.proxy = proxy;
    this.end = end;
  }

  void heard(MinerMessage message) {
    switch (message) {
      case MinerMessage.Submit share -> submitted(share.id(), world.shares.find(share.nonce()));
      case MinerMessage.Malformed ask when ask.method().equals("mining.submit") ->
          submitted(ask.id(), null);
      case MinerMessage.Request ask -> requests.put(ask.id(), ask);
      default -> {}
    }
  }

  private void submitted(RequestId id, @Nullable Found found) {
    Attempt attempt = new Attempt(end, found, id, world.now(), proxy.pausedNanos());
    waiting.computeIfAbsent(id, _ -> new ArrayDeque<>(1)).add(attempt);
    if (found != null) {
      found.attempts.add(attempt);
      found.loss = Loss.REFUSED_HERE;
    }
    world.books.heard();
    world.subject = attempt;
  }

  /// The lane has dealt with what was said: a submit that it neither judged nor answered waits for
  /// the pool with all else that its miner asks.
  void turnEnded() {
    Attempt attempt = world.subject;
    if (attempt != null && !attempt.answered && attempt.ruling == Attempt.Ruling.NONE) {
      if (end.isOpen()) {
        attempt.held = true;
        world.books.held(true);
      } else {
        world.books.held(true);
        world.books.dropped();
      }
    }
  }

  /// The connection is over; what is still to be answered is answered to nobody.
  void over() {
    for (Deque<Attempt> attempts : waiting.values()) {
      for (Attempt attempt : attempts) {
        if (attempt.held) {
          attempt.held = false;
          world.books.dropped();
        }
      }
    }
  }

  /// What the answer answers, where that is no submit.
  @Nullable MinerMessage asked(Answer answer) {
    Deque<Attempt> attempts = waiting.get(answer.id());
    if (attempts == null) {
      MinerMessage request = requests.remove(answer.id());
      if (request == null) {
        world.history.breach(
            Check.ONE_ANSWER, "an answer to nothing, or a second: " + answer, end.name());
      }
      return request;
    }
    Attempt attempt = addressee(attempts, answer);
    attempts.remove(attempt);
    if (attempts.isEmpty()) {
      waiting.remove(answer.id());
    }
    settle(attempt, answer);
    return null;
  }

  private Attempt addressee(Deque<Attempt> attempts, Answer answer) {
    Attempt subject = world.subject;
    if (subject != null && attempts.contains(subject)) {
      return subject;
    }
    for (Attempt attempt : attempts) {
      if (AnswerCheck.problem(attempt, answer) == null) {
        return attempt;
      }
    }
    return attempts.getFirst();
  }

  private void settle(Attempt attempt, Answer answer) {
    String problem = AnswerCheck.problem(attempt, answer);
    Found found = attempt.found;
    if (problem != null) {
      String share = found == null ? "" : " (share " + Integer.toHexString(found.nonce) + ")";
      world.history.breach(
          Check.TRUE_ANSWER,
          answer + share + ": " + problem,
          end.name(),
          found == null ? end.name() : found.job.talk.name());
    }
    attempt.answered = true;
    if (attempt.held) {
      attempt.held = false;
      world.books.held(false);
    }
    world.books.answered(attempt, answer);
    if (found != null) {
      Causes.settle(found, attempt, answer, world);
    }
  }

  /// What comes before the handshake is done waits with it, for as long as there is no pool.
  void checkWaiting() {
    for (Deque<Attempt> attempts : waiting.values()) {
      Attempt oldest = attempts.getFirst();
      long waited = world.now() - oldest.heardNanos - (proxy.pausedNanos() - oldest.pausedNanos);
      if (waited > PATIENCE_NANOS && !oldest.held) {
        world.history.breach(
            Check.ONE_ANSWER,
            "submit %s was not answered within %.1f s".formatted(oldest.id.json(), waited / 1e9),
            end.name());
      }
      if (waited < PATIENCE_NANOS) {
        return;
      }
    }
  }
}
