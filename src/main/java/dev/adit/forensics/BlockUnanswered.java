package dev.adit.forensics;

import dev.adit.forensics.Observation.ShareUnanswered;
import java.util.ArrayDeque;
import java.util.Deque;

/// Proves that a pool was given a block and said nothing to it: for a minute, or for five seconds
/// until the connection ended. HIGH. False positives: a connection that broke just then; whether
/// the block reached the network, a block explorer tells.
final class BlockUnanswered implements Witness.Source {
  private static final double SECONDS_UNTIL_END = 5;
  private static final int MOST_WAITING = 100;

  private final AlertBook book;

  BlockUnanswered(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    Deque<SeenShare> waiting = new ArrayDeque<>();
    return seen -> {
      switch (seen) {
        case Observation.ShareSent(Moment _, SeenShare share) -> {
          if (share.isBlock() && waiting.size() < MOST_WAITING && !conversation.isDoubtful()) {
            waiting.add(share);
          }
        }
        case Observation.ShareAnswered(Moment _, SeenShare share, ShareAnswer _) -> {
          if (share.isBlock()) {
            waiting.remove(share);
          }
        }
        case ShareUnanswered(Moment at, SeenShare share) -> {
          if (waiting.remove(share)) {
            report(conversation.call(), at, share, "for a minute");
          }
        }
        case Observation.Missed _ -> waiting.clear();
        case Observation.Ended(Moment at, int _) -> {
          for (SeenShare share : waiting) {
            if (at.secondsSince(share.at()) >= SECONDS_UNTIL_END && !conversation.isDoubtful()) {
              report(conversation.call(), at, share, "until the connection ended");
            }
          }
        }
        default -> {}
      }
    };
  }

  private void report(Call call, Moment at, SeenShare share, String howLong) {
    book.report(
        call,
        at,
        Suspicion.BLOCK_UNANSWERED,
        "The pool was given a BLOCK and has not answered " + howLong + ".",
        BlockRefused.facts(share));
  }
}
