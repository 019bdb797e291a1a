package dev.adit.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One direction of a flow that the kernel carries: out of one socket, through a pipe, into
/// another. Nobody is asked again and again: each socket is tried until it says that it can't, and
/// then not before epoll says that it can.
///
/// On its loop's thread.
final class SpliceWay {
  /// EPIPE, for a failure that says no number.
  private static final int BROKEN = 32;

  private final FileDescriptor from;
  private final FileDescriptor to;
  private final Pipe pipe;

  /// What goes first.
  private ByteBuf before = Unpooled.EMPTY_BUFFER;

  private boolean readable = true;
  private boolean writable = true;
  private boolean ended;
  private boolean closed;
  private int held;
  private int failure;
  private boolean failedReading;

  /// @param from a socket, and `to` another, of which this way owns neither
  SpliceWay(FileDescriptor from, FileDescriptor to, Pipe pipe) {
    this.from = from;
    this.to = to;
    this.pipe = pipe;
  }

  /// What was read before this way was taken. The system call takes it in one piece, outside the
  /// heap.
  void before(ByteBuf first) {
    if (first.isDirect() && first.nioBufferCount() == 1) {
      before = first;
    } else {
      before = Unpooled.directBuffer(first.readableBytes()).writeBytes(first);
      first.release();
    }
  }

  /// Nothing more will be moved.
  void release() {
    before.release();
    before = Unpooled.EMPTY_BUFFER;
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
      long went = writeBefore();
      if (!before.isReadable()) {
        went += drain();
      }
      out += went;
      progress = came || went > 0;
    }
    if (ended && held == 0 && !before.isReadable() && !closed && failure == 0) {
      closed = true;
      SpliceCalls.shutdownOutput(to.intValue());
    }
    return out;
  }

  private boolean fill() {
    if (!readable || ended || held >= pipe.sizeBytes()) {
      return false;
    }
    long came = SpliceCalls.splice(from.intValue(), pipe.in(), pipe.sizeBytes() - held);
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

  private long writeBefore() {
    long out = 0;
    while (before.isReadable() && writable) {
      ByteBuffer piece = before.nioBuffer();
      int went = write(piece);
      before.skipBytes(went);
      out += went;
      writable = went == piece.remaining();
    }
    return out;
  }

  private int write(ByteBuffer piece) {
    try {
      return to.write(piece, piece.position(), piece.limit());
    } catch (IOException broken) {
      failure = BROKEN;
      writable = false;
      return 0;
    }
  }

  private long drain() {
    long out = 0;
    while (held > 0 && writable) {
      long went = SpliceCalls.splice(pipe.out(), to.intValue(), held);
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
    return failure == 0
        && (((held > 0 || before.isReadable()) && writable) || (readable && !ended && held == 0));
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
