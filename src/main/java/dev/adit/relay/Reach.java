package dev.adit.relay;

import dev.adit.aggregate.PoolSettings;
import dev.adit.aggregate.PoolTransport;
import dev.adit.config.HostPort;
import dev.adit.config.RelayConfig;
import dev.adit.net.EventLoops;
import dev.adit.net.PoolSocket;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where a target is, and how a connection to it is made.
sealed interface Reach {
  /// How it is called in logs and metrics.
  String name();

  HostPort address();

  /// The host whose addresses are dialled.
  String dialled();

  /// Why none of them could be found, in words.
  String unknown(String why);

  /// Begins a connection to one of them. Its future ends, on the loop, when the connection can be
  /// used or never will.
  ///
  /// @param furnisher readies the channel, before anything comes
  ChannelFuture start(
      InetAddress address,
      RelayConfig how,
      EventLoops loops,
      EventLoop loop,
      Consumer<Channel> furnisher);

  /// A host and a port, and nothing in between.
  record Direct(HostPort address) implements Reach {
    @Override
    public String name() {
      return address.toString();
    }

    @Override
    public String dialled() {
      return address.host();
    }

    @Override
    public String unknown(String why) {
      return why;
    }

    @Override
    public ChannelFuture start(
        InetAddress found,
        RelayConfig how,
        EventLoops loops,
        EventLoop loop,
        Consumer<Channel> furnisher) {
      Bootstrap bootstrap =
          new Bootstrap()
              .group(loop)
              .channel(loops.connecting())
              .resolver(NoopAddressResolverGroup.INSTANCE)
              .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) how.connectTimeout().toMillis())
              .handler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      furnisher.accept(channel);
                    }
                  });
      return connect(bootstrap, new InetSocketAddress(found, address.port()), how.source());
    }

    /// @param source the address to dial from; empty: the system chooses
    static ChannelFuture connect(Bootstrap bootstrap, InetSocketAddress to, String source) {
      return source.isEmpty()
          ? bootstrap.connect(to)
          : bootstrap.connect(to, new InetSocketAddress(InetAddress.ofLiteral(source), 0));
    }
  }

  /// A pool, which may speak TLS and be behind a SOCKS proxy.
  ///
  /// @param tls null: none
  record Pool(PoolSettings pool, @Nullable SslContext tls) implements Reach {
    @Override
    public String name() {
      return pool.name();
    }

    @Override
    public HostPort address() {
      return new HostPort(pool.host(), pool.port());
    }

    @Override
    public String dialled() {
      PoolTransport.Socks5 socks = pool.transport().socks5();
      return socks == null ? pool.host() : socks.host();
    }

    @Override
    public String unknown(String why) {
      PoolTransport.Socks5 socks = pool.transport().socks5();
      return socks == null ? why : "the SOCKS proxy " + socks + " can't be reached: " + why;
    }

    @Override
    public ChannelFuture start(
        InetAddress found,
        RelayConfig how,
        EventLoops loops,
        EventLoop loop,
        Consumer<Channel> furnisher) {
      int patienceMillis = (int) how.connectTimeout().toMillis();
      return new PoolSocket(pool, tls, patienceMillis, loops, loop, furnisher).connect(found);
    }
  }
}
