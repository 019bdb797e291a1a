package dev.adit.sim;

import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/// Carries a [PoolSide] over one socket.
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive
final class PoolSocket extends ChannelInboundHandlerAdapter {
  private static final int LONGEST_LINE = 64 * 1024;

  private final PoolFloor floor;
  private final Channel channel;
  private final PoolSide side;
  private final LineFramer framer = new LineFramer(LONGEST_LINE);

  PoolSocket(PoolFloor floor, Channel channel) {
    this.floor = floor;
    this.channel = channel;
    this.side = floor.newSide(this::send);
  }

  PoolSide side() {
    return side;
  }

  void send(PoolMessage message) {
    sendBytes(floor.wire().encode(message, channel.alloc()));
  }

  /// Takes the buffer over. It leaves at the next flush; one who does not read is hung up on.
  void sendBytes(ByteBuf line) {
    channel.write(line, channel.voidPromise());
    if (!channel.isWritable()) {
      channel.close();
    }
  }

  void flush() {
    channel.flush();
  }

  void close() {
    channel.close();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    floor.onJoined(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    ByteBuf in = (ByteBuf) bytes;
    try {
      if (!framer.feed(in, floor.wire(), this::onLine)) {
        ctx.close();
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.flush();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    floor.onLeft(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private void onLine(byte[] bytes, int offset, int length) {
    MinerMessage message = floor.onLine(bytes, offset, length);
    SimPoolSettings settings = floor.settings();
    if (settings.silent) {
      return;
    }
    if (settings.latency.isZero()) {
      side.on(message, System.nanoTime());
    } else {
      // Timers of one length end in the order they were set, so answers keep theirs.
      var _ =
          channel
              .eventLoop()
              .schedule(() -> answer(message), settings.latency.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void answer(MinerMessage message) {
    side.on(message, System.nanoTime());
    channel.flush();
  }
}
