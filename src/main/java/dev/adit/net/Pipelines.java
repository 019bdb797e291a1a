package dev.adit.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/// What stands between a socket and a session.
final class Pipelines {
  private Pipelines() {}

  static void miner(
      Channel channel,
      Visitor visitor,
      ListenerSettings.Keepalive keepalive,
      @Nullable SslContext tls,
      LaneRoster<LaneRunner> roster,
      LaneRunner lane) {
    ChannelPipeline pipeline = channel.pipeline();
    if (tls != null) {
      pipeline.addLast(tls.newHandler(channel.alloc()));
    }
    pipeline.addLast(new MinerHandler(channel, visitor, keepalive, roster, lane));
  }

  /// What stands between the socket to a pool and what is said on it.
  ///
  /// @param socks null: none
  /// @param host as the user wrote it: with TLS it goes into SNI, and the certificate must name it
  static void poolWay(
      Channel channel,
      @Nullable ProxyHandler socks,
      @Nullable SslContext tls,
      String host,
      int port,
      long tlsMillis) {
    ChannelPipeline pipeline = channel.pipeline();
    if (socks != null) {
      pipeline.addLast(socks);
    }
    if (tls != null) {
      SslHandler handler = tls.newHandler(channel.alloc(), host, port);
      // Behind a proxy its time runs from the connection to that on.
      handler.setHandshakeTimeoutMillis(
          tlsMillis + (socks == null ? 0 : socks.connectTimeoutMillis()));
      pipeline.addLast(handler);
    }
  }
}
