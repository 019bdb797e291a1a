package dev.adit.net;

import dev.adit.aggregate.PoolSettings;
import dev.adit.forensics.Call;
import dev.adit.forensics.Ear;
import dev.adit.forensics.Forensics;
import dev.adit.forensics.Party;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/// Has those who watch hear what a lane and its pool say to each other, after it has been said.
@SuppressWarnings("FutureReturnValueIgnored") // the promise is that of whoever writes
final class LaneEar extends ChannelDuplexHandler {
  private final Ear ear;
  private final Overheard pool;
  private final Overheard lane;
  private boolean reading;
  private boolean flushedMeanwhile;

  private LaneEar(Ear ear) {
    this.ear = ear;
    this.pool = new Overheard(ear, Party.POOL);
    this.lane = new Overheard(ear, Party.MINER);
  }

  /// From now on, until the connection ends.
  static void begin(Channel channel, PoolSettings pool, PoolSide side, Forensics forensics) {
    Call call =
        new Call(
            Call.Kind.LANE,
            side.lane().listener(),
            side.lane().toString(),
            pool.name(),
            pool.host(),
            pool.port(),
            pool.algorithm(),
            PeerCertificate.sha256(channel));
    String last = channel.pipeline().context(PoolHandler.class).name();
    channel.pipeline().addBefore(last, null, new LaneEar(forensics.listen(call)));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    pool.keep((ByteBuf) bytes);
    reading = true;
    try {
      ctx.fireChannelRead(bytes);
    } finally {
      reading = false;
      pool.tell();
      if (flushedMeanwhile) {
        flushedMeanwhile = false;
        lane.tell();
      }
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object bytes, ChannelPromise promise) {
    lane.keep((ByteBuf) bytes);
    ctx.write(bytes, promise);
  }

  /// What the lane says while it hears the pool comes after that.
  @Override
  public void flush(ChannelHandlerContext ctx) {
    ctx.flush();
    if (reading) {
      flushedMeanwhile = true;
    } else {
      lane.tell();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    pool.tell();
    lane.tell();
    ear.ended();
  }
}
