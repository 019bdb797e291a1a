package dev.adit.relay;

import dev.adit.forensics.Ear;
import dev.adit.forensics.Party;
import dev.adit.net.Overheard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
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
  private @Nullable Overheard overheard;

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

  /// What comes in here is told to that ear, too.
  void heardBy(Ear ear, Party who) {
    overheard = new Overheard(ear, who);
  }

  /// From now on, what comes in goes there.
  void pairWith(FlowSide other) {
    peer = other;
    if (held.isReadable()) {
      ByteBuf before = held;
      held = Unpooled.EMPTY_BUFFER;
      pass(before, other);
      flush(other);
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
    if (tls() != null && channel.isOpen()) {
      ctx.read(); // what TLS needs to begin with; it asks for the rest of that itself
    }
  }

  private @Nullable SslHandler tls() {
    return channel.pipeline().get(SslHandler.class);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    FlowSide other = peer;
    if (!(read instanceof ByteBuf piece) || flow.hasEnded()) {
      ReferenceCountUtil.release(read);
    } else if (other == null || paused) {
      hold(piece);
      channel.config().setAutoRead(false);
    } else if (other.outputEnded) {
      piece.release();
      flow.onBroken(other);
    } else {
      pass(piece, other);
      if (!other.channel.isWritable()) {
        flush(other);
        readOrWait();
      }
    }
  }

  /// In one buffer: TLS may hand over thousands of small pieces of one read.
  private void hold(ByteBuf piece) {
    if (!held.isReadable()) {
      held.release();
      held = channel.alloc().buffer(piece.readableBytes());
    }
    held.writeBytes(piece);
    piece.release();
  }

  private void pass(ByteBuf piece, FlowSide to) {
    count(piece.readableBytes());
    if (overheard != null) {
      overheard.keep(piece);
    }
    to.channel.write(piece, to.channel.voidPromise());
  }

  /// First it goes on its way, then it is looked at.
  private void flush(FlowSide to) {
    to.channel.flush();
    if (overheard != null) {
      overheard.tell();
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
      flush(peer);
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

  /// With TLS the end is said in words, or not at all by some.
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    boolean ends =
        event instanceof ChannelInputShutdownEvent
            || (event instanceof SslCloseCompletionEvent farewell && farewell.isSuccess());
    if (ends && !inputEnded) {
      inputEnded = true;
      SslHandler tls = tls();
      // Before TLS 1.3 the end of one direction is that of both.
      outputEnded |= tls != null && tls.engine().isOutboundDone();
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
              SslHandler tls = tls();
              if (tls != null) {
                tls.closeOutbound().addListener(_ -> shutDownOutput());
              } else if (written.isSuccess()) {
                shutDownOutput();
              }
            });
  }

  private void shutDownOutput() {
    if (channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
      outputEnded = true;
      flow.onOutputEnded();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    flow.onBroken(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    flow.onBroken(this);
  }

  /// One that did not come to be a target is closed by who dialled it.
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    letGo();
  }

  private void letGo() {
    held.release();
    held = Unpooled.EMPTY_BUFFER;
    if (overheard != null) {
      overheard.tell();
    }
  }

  /// @param abruptly with a reset, so that the other end knows something went wrong
  void close(boolean abruptly) {
    letGo();
    ChannelHandlerContext first = channel.pipeline().firstContext();
    if (channel.isOpen() && abruptly && first != null) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      first.close(); // past TLS, which would say that all is well
    } else if (channel.isOpen()) {
      channel.close();
    }
  }
}
