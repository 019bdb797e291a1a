package dev.adit.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One of the two connections of a flow: what comes in here goes out at the other one. It reads
/// only while the other takes what it is given, so no more than a bounded buffer is ever held.
///
/// On its loop's thread, which is that of the other side too.
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the connection, which is heard of
final class FlowSide extends ChannelInboundHandlerAdapter {
  private final Flow flow;
  private final Channel channel;
  private @Nullable FlowSide peer;

  /// What came before there was another side.
  private ByteBuf held = Unpooled.EMPTY_BUFFER;

  private boolean inputEnded;
  private boolean outputEnded;
  private boolean slowedDown;
  private boolean paused;
  private final AtomicLong bytes = new AtomicLong();

  FlowSide(Flow flow, Channel channel) {
    this.flow = flow;
    this.channel = channel;
  }

  Channel channel() {
    return channel;
  }

  /// How many have come in here. On any thread.
  long bytes() {
    return bytes.get();
  }

  /// They went past us.
  void addBytes(long more) {
    bytes.setRelease(bytes.getPlain() + more); // only this thread writes it
  }

  /// Whether nothing is under way here, nor will be without something that comes.
  boolean isQuiet() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting != null
        && waiting.totalPendingWriteBytes() == 0
        && !inputEnded
        && !slowedDown
        && channel.isOpen();
  }

  /// Reads nothing any more; what comes all the same is held.
  void pause() {
    paused = true;
    channel.config().setAutoRead(false);
  }

  /// What has come since it paused; to be released by whoever takes it.
  ByteBuf takeHeld() {
    ByteBuf taken = held;
    held = Unpooled.EMPTY_BUFFER;
    return taken;
  }

  /// Whether both directions have come to their end in order.
  boolean isThrough() {
    return inputEnded && outputEnded;
  }

  boolean inputEnded() {
    return inputEnded;
  }

  /// From now on, what comes in goes there.
  void pairWith(FlowSide other) {
    peer = other;
    if (held.isReadable()) {
      ByteBuf before = held;
      held = Unpooled.EMPTY_BUFFER;
      count(before.readableBytes());
      other.channel.writeAndFlush(before, other.channel.voidPromise());
    }
    if (inputEnded) {
      other.endOutput();
    } else {
      readOrWait();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    flow.onActive(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    FlowSide other = peer;
    if (!(read instanceof ByteBuf piece) || flow.hasEnded()) {
      ReferenceCountUtil.release(read);
    } else if (other == null || paused) {
      held = Unpooled.wrappedBuffer(held, piece);
      channel.config().setAutoRead(false);
    } else {
      count(piece.readableBytes());
      other.channel.write(piece, other.channel.voidPromise());
      if (!other.channel.isWritable()) {
        other.channel.flush();
        readOrWait();
      }
    }
  }

  private void count(int more) {
    bytes.setRelease(bytes.getPlain() + more); // only this thread writes it
    long pauseNanos = flow.onBytes(more);
    if (pauseNanos > 0 && !slowedDown) {
      slowedDown = true;
      readOrWait();
      channel.eventLoop().schedule(this::speedUp, pauseNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void speedUp() {
    slowedDown = false;
    readOrWait();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (peer != null && !paused) {
      peer.channel.flush();
      flow.onRead();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (peer != null && channel.isWritable()) {
      peer.readOrWait();
    }
  }

  private void readOrWait() {
    boolean takes =
        peer != null && peer.channel.isWritable() && !slowedDown && !inputEnded && !paused;
    if (channel.isOpen() && channel.config().isAutoRead() != takes) {
      channel.config().setAutoRead(takes);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !inputEnded) {
      inputEnded = true;
      if (peer != null && !paused) {
        peer.endOutput();
      }
    }
  }

  /// After what is still to be written.
  private void endOutput() {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
                outputEnded = true;
                flow.onOutputEnded();
              }
            });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    flow.onBroken(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    flow.onBroken(this);
  }

  /// @param abruptly with a reset, so that the other end knows something went wrong
  void close(boolean abruptly) {
    held.release();
    held = Unpooled.EMPTY_BUFFER;
    if (channel.isOpen()) {
      if (abruptly) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
      }
      channel.close();
    }
  }
}
