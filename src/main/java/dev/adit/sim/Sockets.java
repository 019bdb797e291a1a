package dev.adit.sim;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The kind of sockets this machine has: epoll on Linux, Java's own elsewhere.
final class Sockets {
  private static final boolean EPOLL = Epoll.isAvailable();

  private Sockets() {}

  /// One thread, so that whatever lives on it needs no lock.
  static EventLoopGroup oneLoop(String threadName) {
    IoHandlerFactory io = EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(threadName, true), io);
  }

  static Class<? extends ServerChannel> listening() {
    return EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  static Class<? extends Channel> dialling() {
    return EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /// Leaves the choice of a source port to the moment of dialling, when the target is known: ports
  /// are many then.
  static Bootstrap manyPorts(Bootstrap dial) {
    return EPOLL ? dial.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true) : dial;
  }

  /// Where the miner of that number dials from: on Linux's loopback in turn from sixteen addresses,
  /// because the ports of one hardly suffice, and to find a free one costs more than the rest of
  /// the dialling; else null, the system's choice.
  static @Nullable InetSocketAddress source(InetSocketAddress target, int number) {
    return EPOLL && target.getAddress() instanceof Inet4Address host && host.isLoopbackAddress()
        ? new InetSocketAddress("127.0.0." + (1 + number % 16), 0)
        : null;
  }

  /// Closes all its sockets; returns when its thread has ended.
  static void close(EventLoopGroup loop) {
    // A quiet period of 0 may end a loop that has not yet closed its sockets.
    loop.shutdownGracefully(1, 2_000, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(5, TimeUnit.SECONDS);
  }
}
