package dev.adit.relay;

/// One direction of a flow that the kernel carries: out of one socket, through a pipe, into
/// another. Nobody is asked again and again: each socket is tried until it says that it can't, and
/// then not before epoll says that it can.
///
/// On its loop's thread.
final class SpliceWay {
  private final int from;
  private final int to;
  private final Pipe pipe;
  private boolean readable = true;
  private boolean writable = true;
  private boolean ended;
  private boolean closed;
  private int held;
  private int failure;
  private boolean failedReading;

  /// @param from a socket, and `to` another, of which this way owns neither
  SpliceWay(int from, int to, Pipe pipe) {
    this.from = from;
    this.to = to;
    this.pipe = pipe;
  }

  void onReadable() {
    readable = true;
  }

  void onWritable() {
    writable = true;
  }

  /// Moves what can be moved, but no more than about this, so that others have their turn.
  ///
  /// @return how many bytes have come out
  long move(long most) {
    long out = 0;
    boolean progress = true;
    while (progress && failure == 0 && out < most) {
      boolean came = fill();
      long went = drain();
      out += went;
      progress = came || went > 0;
    }
    if (ended && held == 0 && !closed && failure == 0) {
      closed = true;
      SpliceCalls.shutdownOutput(to);
    }
    return out;
  }

  private boolean fill() {
    if (!readable || ended || held >= pipe.sizeBytes()) {
      return false;
    }
    long came = SpliceCalls.splice(from, pipe.in(), pipe.sizeBytes() - held);
    if (came > 0) {
      held += (int) came;
      return true;
    }
    if (came == 0) {
      ended = true;
    } else if (came != SpliceCalls.AGAIN) {
      failure = (int) -came;
      failedReading = true;
    } else if (held == 0) {
      readable = false; // with something in the pipe it may be the pipe that is full
    }
    return false;
  }

  private long drain() {
    long out = 0;
    while (held > 0 && writable) {
      long went = SpliceCalls.splice(pipe.out(), to, held);
      if (went > 0) {
        held -= (int) went;
        out += went;
      } else if (went == SpliceCalls.AGAIN) {
        writable = false;
      } else {
        failure = (int) -went;
        return out;
      }
    }
    return out;
  }

  /// Whether it could go on at once.
  boolean isReady() {
    return failure == 0 && ((held > 0 && writable) || (readable && !ended && held == 0));
  }

  /// Whether all has been said, and passed on.
  boolean isThrough() {
    return closed;
  }

  boolean inputEnded() {
    return ended;
  }

  /// Whether a socket is broken.
  boolean hasFailed() {
    return failure != 0;
  }

  /// Whether it is the one that things come from.
  boolean hasFailedReading() {
    return failedReading;
  }
}
