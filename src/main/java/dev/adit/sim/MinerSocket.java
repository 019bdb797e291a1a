package dev.adit.sim;

import dev.adit.stratum.MinerMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/// Carries a [MinerSide] over one socket.
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails ends in channelInactive
final class MinerSocket extends ChannelInboundHandlerAdapter implements ToPool {
  private static final int LONGEST_LINE = 1 << 20;

  private final SimMiner miner;
  private final Channel channel;
  private final Wire wire;
  private final MinerSide side;
  private final LineFramer framer = new LineFramer(LONGEST_LINE);

  MinerSocket(SimMiner miner, Channel channel, Wire wire) {
    this.miner = miner;
    this.channel = channel;
    this.wire = wire;
    this.side = miner.newSide(this);
  }

  @Override
  public void send(MinerMessage message) {
    sendBytes(wire.encode(message, channel.alloc()));
  }

  @Override
  public void stopReading() {
    channel.config().setAutoRead(false);
  }

  @Override
  public void hangUp() {
    channel.close();
  }

  void onFound(FoundShare share) {
    side.onFound(share);
    channel.flush();
  }

  void sendLine(String line) {
    sendBytes(channel.alloc().buffer().writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8)));
    channel.flush();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    miner.onConnected(this);
    side.onConnected();
    ctx.flush();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    ByteBuf in = (ByteBuf) bytes;
    try {
      if (!framer.feed(in, wire, this::onLine)) {
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
    miner.onDisconnected(side.sessionId());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private void onLine(byte[] bytes, int offset, int length) {
    side.on(wire.codec().readPool(bytes, offset, length));
  }

  private void sendBytes(ByteBuf line) {
    channel.write(line, channel.voidPromise());
  }
}
