package dev.adit.net;

import static io.netty.channel.socket.SocketProtocolFamily.INET;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.net.ExtendedSocketOptions;

/// The threads that move bytes: one for the doors, so that a crowd coming in delays no lane, and
/// some for the lanes. On Linux they use epoll, elsewhere Java's own selector. Thread-safe.
@SuppressWarnings("FutureReturnValueIgnored") // scheduled tasks report for themselves
public final class EventLoops implements AutoCloseable {
  private static final int MOST_LANE_LOOPS = 64;

  /// The kernel takes the smaller one of this and its own limit (`net.core.somaxconn`).
  private static final int BACKLOG = 16_384;

  private static final int ACCEPTS_PER_TURN = 256;

  private final boolean epoll = Epoll.isAvailable();
  private final ChannelOption<Integer> idle =
      epoll
          ? EpollChannelOption.TCP_KEEPIDLE
          : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE);
  private final ChannelOption<Integer> interval =
      epoll
          ? EpollChannelOption.TCP_KEEPINTVL
          : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL);
  private final ChannelOption<Integer> count =
      epoll
          ? EpollChannelOption.TCP_KEEPCNT
          : NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT);
  private final EventLoopGroup doors = group(1, "adit-door");
  private final EventLoopGroup lanes;
  private final List<Loop> loops = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();

  EventLoops(int laneLoops) {
    int count = Math.clamp(laneLoops, 1, MOST_LANE_LOOPS);
    lanes = group(count, "adit-lane");
    for (int i = 0; i < count; i++) {
      loops.add(new Loop(lanes.next()));
    }
  }

  private EventLoopGroup group(int threads, String name) {
    IoHandlerFactory io = epoll ? SteadyEpoll.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name), io);
  }

  /// For the sockets that listen, and for timers that belong to no connection.
  public EventLoop door() {
    return doors.next();
  }

  /// The loop for the next lane, in turn.
  Loop nextLoop() {
    return loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
  }

  /// A loop in turn, for a connection that shares nothing with others.
  public EventLoop next() {
    return nextLoop().eventLoop();
  }

  /// Every address of this machine, those of IPv6 too where it has any. `0.0.0.0` is only those of
  /// IPv4, as everywhere else, and one socket of IPv6 serves both.
  public static InetSocketAddress everywhere(int port) {
    boolean six = Epoll.isAvailable() ? Socket.isIPv6Preferred() : !NetUtil.isIpV4StackPreferred();
    return six
        ? new InetSocketAddress(InetAddress.ofLiteral("::"), port)
        : new InetSocketAddress(port);
  }

  /// A socket that listens, on the doors' thread.
  ///
  /// @throws IOException where the address can't be had
  public Channel listen(InetSocketAddress address, ChannelHandler acceptor) throws IOException {
    ChannelFuture bound =
        new Bootstrap()
            .group(door())
            .channelFactory(() -> listening(isOfIpv4(address)))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(ACCEPTS_PER_TURN))
            .handler(acceptor)
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw bound.cause() instanceof IOException refused ? refused : new IOException(bound.cause());
    }
    return bound.channel();
  }

  private Channel listening(boolean four) {
    if (epoll) {
      return four ? new EpollServerSocketChannel(INET) : new EpollServerSocketChannel();
    }
    return four
        ? new NioServerSocketChannel(SelectorProvider.provider(), INET)
        : new NioServerSocketChannel();
  }

  private static boolean isOfIpv4(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address;
  }

  /// What connects elsewhere.
  public Class<? extends SocketChannel> connecting() {
    return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /// A socket for datagrams, on no loop yet.
  ///
  /// @throws io.netty.channel.ChannelException where none is to be had, as without descriptors
  public DatagramChannel datagrams() {
    return epoll ? new EpollDatagramChannel() : new NioDatagramChannel();
  }

  /// A socket for the datagrams that come to an address, on no loop yet.
  ///
  /// @throws io.netty.channel.ChannelException where none is to be had
  public DatagramChannel datagramsAt(InetSocketAddress address) {
    if (!isOfIpv4(address)) {
      return datagrams();
    }
    return epoll ? new EpollDatagramChannel(INET) : new NioDatagramChannel(INET);
  }

  /// Has the kernel end a connection whose other side takes nothing for so long. Where the platform
  /// can't, nothing happens.
  void giveUpAfter(Channel channel, int millis) {
    if (epoll) {
      channel.config().setOption(EpollChannelOption.TCP_USER_TIMEOUT, millis);
    }
  }

  /// Has the kernel find out whether the other side is still there, as `keepalive` says.
  public void probe(Channel channel, ListenerSettings.Keepalive keepalive) {
    if (keepalive.idleSeconds() > 0) {
      channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
      channel.config().setOption(idle, keepalive.idleSeconds());
      channel.config().setOption(interval, keepalive.intervalSeconds());
      channel.config().setOption(count, keepalive.count());
    }
    if (keepalive.userTimeoutMillis() > 0) {
      giveUpAfter(channel, keepalive.userTimeoutMillis());
    }
  }

  /// Ends the threads. What is still connected is closed.
  @Override
  public void close() {
    List<EventLoopGroup> both = List.of(doors, lanes);
    // A quiet period of 0 may end a loop that has not yet closed its sockets.
    both.forEach(group -> group.shutdownGracefully(1, 300, TimeUnit.MILLISECONDS));
    both.forEach(group -> group.terminationFuture().awaitUninterruptibly(500));
  }
}
