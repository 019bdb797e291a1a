package dev.adit.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/// What stands between a socket and a session.
final class Pipelines {
  private Pipelines() {}

  static void miner(
      Channel channel, @Nullable SslContext tls, LaneRoster<LaneRunner> roster, LaneRunner lane) {
    ChannelPipeline pipeline = channel.pipeline();
    if (tls != null) {
      pipeline.addLast(tls.newHandler(channel.alloc()));
    }
    pipeline.addLast(new MinerHandler(channel, roster, lane));
  }

  /// @param host as the user wrote it: with TLS it goes into SNI, and the certificate must name it
  static void pool(
      Channel channel, @Nullable SslContext tls, String host, int port, Loop loop, PoolSide side) {
    ChannelPipeline pipeline = channel.pipeline();
    if (tls != null) {
      pipeline.addLast(tls.newHandler(channel.alloc(), host, port));
    }
    pipeline.addLast(new PoolHandler(channel, loop, side));
  }
}
