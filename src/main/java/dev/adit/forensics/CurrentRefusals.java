package dev.adit.forensics;

import dev.adit.forensics.Observation.JobGiven;
import dev.adit.forensics.Observation.ShareAnswered;
import dev.adit.stratum.HexBytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Refusals of shares as stale, in one conversation, that no new block excuses: a pool may know of
/// one some seconds before its job comes.
final class CurrentRefusals {
  private static final double WAIT_SECONDS = 10;
  private static final int MOST_WAITING = 1_000;

  private final Deque<ShareAnswered> waiting = new ArrayDeque<>();

  /// @param newest the conversation's newest job
  void add(ShareAnswered refused, @Nullable SeenJob newest) {
    if (isCurrent(refused, newest) && waiting.size() < MOST_WAITING) {
      waiting.add(refused);
    }
  }

  /// Whether it is the answer to that share, and no other block had come, neither when the share
  /// was sent nor until the answer.
  static boolean isCurrent(ShareAnswered answered, @Nullable SeenJob newest) {
    return answered.answer().sure()
        && answered.share().current()
        && newest != null
        && !isOfAnotherBlock(answered, newest);
  }

  /// Those of which it is certain now.
  List<ShareAnswered> settled(Observation seen) {
    List<ShareAnswered> certain = new ArrayList<>();
    while (!waiting.isEmpty() && seen.at().secondsSince(waiting.element().at()) >= WAIT_SECONDS) {
      certain.add(waiting.remove());
    }
    switch (seen) {
      case JobGiven(Moment _, SeenJob job) -> {
        if (job.notification().clean()) {
          waiting.clear();
        } else {
          waiting.removeIf(it -> isOfAnotherBlock(it, job));
        }
      }
      case Observation.Missed _, Observation.Ended _ -> waiting.clear();
      default -> {}
    }
    return certain;
  }

  private static boolean isOfAnotherBlock(ShareAnswered refused, SeenJob newest) {
    SeenJob job = refused.share().job();
    return job == null || !prevhash(job).equals(prevhash(newest));
  }

  private static HexBytes prevhash(SeenJob job) {
    return job.notification().prevhash();
  }
}
