package dev.adit.net;

import dev.adit.stratum.LineBuffer;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.StratumCodec;
import dev.adit.work.ShareJudge;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;

/// One event loop and what the connections on it share. Only its own thread touches it.
final class Loop {
  private static final int SCRATCH_BYTES = 16 << 10;

  private final EventLoop eventLoop;
  private final StratumCodec codec = new StratumCodec();
  private final ShareJudge judge = new ShareJudge();
  private final LineBuffer line = new LineBuffer();
  private final ArrayDeque<LineWriter> unflushed = new ArrayDeque<>();
  private boolean flushComes;
  private byte[] scratch = new byte[SCRATCH_BYTES];

  Loop(EventLoop eventLoop) {
    this.eventLoop = eventLoop;
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  StratumCodec codec() {
    return codec;
  }

  ShareJudge judge() {
    return judge;
  }

  /// An array of at least `length` bytes, lent until the next call.
  byte[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    return scratch;
  }

  /// The message's line, LF included. The caller owns the buffer.
  ByteBuf render(PoolMessage message, Channel channel) {
    line.clear();
    codec.write(message, line);
    return copyOfLine(channel);
  }

  /// The message's line, LF included. The caller owns the buffer.
  ByteBuf render(MinerMessage message, Channel channel) {
    line.clear();
    codec.write(message, line);
    return copyOfLine(channel);
  }

  private ByteBuf copyOfLine(Channel channel) {
    return channel.alloc().directBuffer(line.size()).writeBytes(line.array(), 0, line.size());
  }

  /// Flushes the writer when all that this turn of the loop reads has been dealt with, so that the
  /// shares of many miners leave in one system call.
  void flushAfterThisTurn(LineWriter writer) {
    unflushed.add(writer);
    if (!flushComes) {
      flushComes = true;
      eventLoop.execute(this::flushAll);
    }
  }

  private void flushAll() {
    flushComes = false;
    LineWriter writer = unflushed.poll();
    while (writer != null) {
      writer.flush();
      writer = unflushed.poll();
    }
  }
}
