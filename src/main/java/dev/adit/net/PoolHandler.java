package dev.adit.net;

import dev.adit.aggregate.PoolLink;
import dev.adit.stratum.MinerMessage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Joins a connection to a pool to the lane that uses it. It decides nothing, and once the lane has
/// closed it, it is never heard of again.
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in channelInactive
final class PoolHandler extends ChannelInboundHandlerAdapter implements PoolLink, LineFramer.Sink {

  private static final Logger LOG = LoggerFactory.getLogger(PoolHandler.class);
  private static final QuietLog FAULTS = new QuietLog(LOG, Level.ERROR, 10);
  private static final int MAX_LINE_BYTES = 1 << 20;

  private enum State {
    CONNECTING,
    OPEN,
    CLOSED
  }

  private final Channel channel;
  private final Loop loop;
  private final PoolSide side;
  private final LineFramer framer = new LineFramer(MAX_LINE_BYTES);
  private final LineWriter writer;
  private State state = State.CONNECTING;
  private String ending = "the pool closed the connection";

  PoolHandler(Channel channel, Loop loop, PoolSide side) {
    this.channel = channel;
    this.loop = loop;
    this.side = side;
    this.writer = new LineWriter(channel, loop, () -> drop("the pool does not read"));
  }

  /// The connection is made and, with TLS, trusted.
  void open() {
    state = State.OPEN;
    side.onPoolConnected(this);
  }

  // What the connection does

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    ByteBuf in = (ByteBuf) bytes;
    try {
      if (state == State.OPEN) {
        framer.feed(in, loop, this);
      }
    } finally {
      in.release();
    }
  }

  @Override
  public boolean onLine(byte[] bytes, int offset, int length) {
    side.onPoolMessage(loop.codec().readPool(bytes, offset, length));
    return state == State.OPEN;
  }

  @Override
  public void onOversizedLine() {
    drop("the pool sent a line of more than " + MAX_LINE_BYTES + " bytes");
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (state == State.OPEN) {
      state = State.CLOSED;
      side.onPoolLost(ending);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (Failure.isOfTheConnection(cause)) {
      drop(Failure.inWords(cause));
    } else {
      FAULTS.say(channel.id() + " pool: a fault of Adit, connection closed", cause);
      drop("a fault of Adit, see the log");
    }
  }

  private void drop(String why) {
    if (channel.isOpen()) {
      ending = why;
      channel.close();
    }
  }

  // What the lane wants

  @Override
  public void send(MinerMessage message) {
    writer.write(loop.render(message, channel));
  }

  @Override
  public void close() {
    state = State.CLOSED;
    Farewell.to(channel);
  }
}
