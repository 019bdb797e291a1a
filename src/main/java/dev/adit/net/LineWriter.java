package dev.adit.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;

/// Writes lines to one connection. They leave together at the end of the loop's turn.
///
/// What the other side does not read is bounded: beyond [#BOUND], counted after a flush, the
/// connection is given up.
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in channelInactive
final class LineWriter {

  /// How much may wait for a reader: some hundred jobs. Above the high mark it is too much.
  static final WriteBufferWaterMark BOUND = new WriteBufferWaterMark(192 << 10, 256 << 10);

  private final Channel channel;
  private final Loop loop;
  private final Runnable onTooMuchUnread;
  private boolean flushComes;

  /// `onTooMuchUnread` is called from within writes: it must not call into a lane.
  LineWriter(Channel channel, Loop loop, Runnable onTooMuchUnread) {
    this.channel = channel;
    this.loop = loop;
    this.onTooMuchUnread = onTooMuchUnread;
  }

  /// Takes over the buffer.
  void write(ByteBuf line) {
    channel.write(line, channel.voidPromise());
    if (!flushComes) {
      flushComes = true;
      loop.flushAfterThisTurn(this);
    }
  }

  /// Takes over the buffer, which leaves at once with all before it.
  void writeNow(ByteBuf line) {
    channel.write(line, channel.voidPromise());
    flush();
  }

  void flush() {
    flushComes = false;
    channel.flush();
    if (channel.isActive() && !channel.isWritable()) {
      onTooMuchUnread.run();
    }
  }
}
