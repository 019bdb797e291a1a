package dev.adit.relay;

import dev.adit.net.Failure;
import dev.adit.stratum.LineBuffer;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.StratumCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;

/// Subscribes at a pool as a miner would, and waits for a job. It does not log in: a worker that
/// nobody has would be the pool's to wonder about.
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the connection, which is heard of
final class JobWatch extends SimpleChannelInboundHandler<ByteBuf> {
  /// As for a pool's lines elsewhere.
  private static final int MAX_LINE_BYTES = 1 << 20;

  private static final RequestId SUBSCRIBE = RequestId.of(1);

  private final HealthCheck.Outcome outcome;
  private final StratumCodec codec = new StratumCodec();
  private String waitingFor = "it takes connections, but does not answer mining.subscribe";

  JobWatch(HealthCheck.Outcome outcome) {
    this.outcome = outcome;
  }

  /// On a connection that has not been read from.
  void begin(Channel channel) {
    channel.pipeline().addLast(new LineBasedFrameDecoder(MAX_LINE_BYTES, true, true), this);
    LineBuffer line = new LineBuffer();
    codec.write(new MinerMessage.Subscribe(SUBSCRIBE, "adit-health", null), line);
    channel.writeAndFlush(Unpooled.wrappedBuffer(line.array(), 0, line.size()));
    channel.config().setAutoRead(true);
  }

  /// What is missing yet.
  String waitingFor() {
    return waitingFor;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
    byte[] bytes = ByteBufUtil.getBytes(line);
    switch (codec.readPool(bytes, 0, bytes.length)) {
      case PoolMessage.Notify _ -> outcome.onOutcome(null);
      case PoolMessage.Answer answer when answer.id().equals(SUBSCRIBE) -> onAnswer(answer);
      case PoolMessage.Answer _,
          PoolMessage.SetDifficulty _,
          PoolMessage.SetExtranonce _,
          PoolMessage.SetVersionMask _,
          PoolMessage.Reconnect _,
          PoolMessage.ShowMessage _,
          PoolMessage.GetVersion _,
          PoolMessage.Ping _,
          PoolMessage.Unknown _,
          PoolMessage.Garbage _ -> {}
    }
  }

  private void onAnswer(PoolMessage.Answer answer) {
    if (codec.readSubscription(answer.result()) == null) {
      outcome.onOutcome("it refuses mining.subscribe");
    } else {
      waitingFor = "it answers, but gives no job to whom has not logged in: use check = \"tcp\"";
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    outcome.onOutcome("it closed the connection before it gave a job");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    outcome.onOutcome(
        cause instanceof TooLongFrameException
            ? "it sends a line that is too long"
            : Failure.inWords(cause));
  }
}
