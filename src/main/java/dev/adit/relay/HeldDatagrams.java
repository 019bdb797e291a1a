package dev.adit.relay;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What a client has sent before its target was found: a few datagrams, and of all clients of a
/// relay no more than some megabytes. On the relay's loop.
final class HeldDatagrams {
  private static final int MOST = 8;

  private final DatagramRoom room;
  private final Queue<ByteBuf> held = new ArrayDeque<>(1);

  HeldDatagrams(DatagramRoom room) {
    this.room = room;
  }

  /// Copies it, since what it was read into is wanted back; says whether there was room.
  boolean hold(ByteBuf content) {
    boolean fits = held.size() < MOST && room.take(content.readableBytes());
    if (fits) {
      held.add(content.copy());
    }
    content.release();
    return fits;
  }

  /// Takes the first out; null where there is none.
  @Nullable ByteBuf poll() {
    ByteBuf first = held.poll();
    if (first != null) {
      room.give(first.readableBytes());
    }
    return first;
  }
}
