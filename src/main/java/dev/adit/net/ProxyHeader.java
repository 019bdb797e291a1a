package dev.adit.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads what a load balancer says of where a connection comes from: the PROXY header, version 1 or
/// 2, which is the first thing on it. Then hands the connection on, as if nothing had been read.
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in channelInactive
final class ProxyHeader extends ChannelInboundHandlerAdapter {
  private static final long PATIENCE_SECONDS = 5;

  /// Where connections go once it is known whose they are.
  interface Next {
    /// The connection belongs to no loop, and reads nothing until that is asked of it.
    ///
    /// @param early what came behind the header, to be released by whoever takes it
    /// @param ended whether nothing more will come
    void onSource(Channel channel, InetSocketAddress from, ByteBuf early, boolean ended);

    /// No header came, or none that can be read. The connection is closed.
    void onNoHeader();
  }

  private final InetSocketAddress balancer;
  private final Next next;
  private @Nullable InetSocketAddress source;
  private ByteBuf early = Unpooled.EMPTY_BUFFER;
  private boolean ended;
  private boolean over;

  private ProxyHeader(InetSocketAddress balancer, Next next) {
    this.balancer = balancer;
    this.next = next;
  }

  /// Expects the header on a connection that no loop has yet.
  static void expect(Channel channel, InetSocketAddress balancer, Next next) {
    // Else one that has said all in its first packet would be closed while it changes hands.
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.pipeline().addLast(new HAProxyMessageDecoder(), new ProxyHeader(balancer, next));
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.executor().schedule(() -> giveUp(ctx), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    if (read instanceof HAProxyMessage header) {
      ctx.channel().config().setAutoRead(false);
      source = sourceOf(header);
      header.release();
    } else if (read instanceof ByteBuf bytes) {
      early = Unpooled.wrappedBuffer(early, bytes);
    }
  }

  /// A health check of the balancer's own, and one it can't tell, count as its own.
  private InetSocketAddress sourceOf(HAProxyMessage header) {
    String address = header.sourceAddress();
    if (address == null) {
      return balancer;
    }
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(address), header.sourcePort());
    } catch (IllegalArgumentException pathOfASocket) {
      return balancer;
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    InetSocketAddress from = source;
    if (from == null || over) {
      return;
    }
    over = true;
    // It stays until then: what fails meanwhile must not reach the end of the pipeline, and what
    // comes belongs to the rest.
    ctx.channel().deregister().addListener(_ -> handOn(ctx.channel(), from));
  }

  private void handOn(Channel channel, InetSocketAddress from) {
    ByteBuf behind = early;
    early = Unpooled.EMPTY_BUFFER;
    if (channel.isOpen()) {
      channel.pipeline().remove(this);
      next.onSource(channel, from, behind, ended);
    } else {
      behind.release();
    }
  }

  /// It has said all it had to say: that may be a whole request.
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      ended = true;
      if (source == null) {
        giveUp(ctx);
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable noHeader) {
    giveUp(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    giveUp(ctx);
  }

  private void giveUp(ChannelHandlerContext ctx) {
    if (!over) {
      over = true;
      early.release();
      ctx.close();
      next.onNoHeader();
    }
  }
}
