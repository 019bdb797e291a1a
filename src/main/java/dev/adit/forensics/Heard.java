package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;
import org.jspecify.annotations.Nullable;

/// What plumbing has to tell, in the order in which it happened in a conversation.
sealed interface Heard {

  /// How much of the queue's room it takes.
  default int weight() {
    return 200;
  }

  /// The first of a conversation.
  ///
  /// @param call its number; each is used once
  /// @param manners where somebody wants to know how the miner behaves
  /// @param underWay whether something was said before that was not heard
  record Began(long call, Call facts, @Nullable Manners manners, boolean underWay, Moment at)
      implements Heard {}

  /// Bytes of one side, as they came: parts of lines, or several.
  final class Said implements Heard {
    final long call;
    final Party who;
    final byte[] bytes;
    final boolean afterGap;
    final Moment at;

    /// @param afterGap whether bytes of that side before these are missing
    Said(long call, Party who, byte[] bytes, boolean afterGap, Moment at) {
      this.call = call;
      this.who = who;
      this.bytes = bytes;
      this.afterGap = afterGap;
      this.at = at;
    }

    @Override
    public int weight() {
      return 200 + bytes.length;
    }
  }

  record Ended(long call, Moment at) implements Heard {}

  /// What the time servers say.
  record Clocked(ClockReading reading, Moment at) implements Heard {}

  /// What became of asking a pool for its figures.
  record Asked(PoolAnswer answer, Moment at) implements Heard {}

  /// Something to be done among it all, on the same thread.
  record Errand(Runnable what) implements Heard {}
}
