package dev.adit.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/// Ends a connection so that what was written still arrives.
///
/// Closing a socket with unread bytes in it sends a reset, and a reset makes the other side throw
/// away what it has not read. So only our direction is closed, and the rest when the other side has
/// closed its own or the time is up; until then the caller discards what comes.
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in channelInactive
final class Farewell {
  private static final long PATIENCE_MILLIS = 1_000;

  private Farewell() {}

  static void to(Channel channel) {
    channel.eventLoop().schedule(() -> channel.close(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            (ChannelFutureListener)
                _ -> {
                  boolean plain = channel.pipeline().get(SslHandler.class) == null;
                  if (plain && channel instanceof DuplexChannel duplex) {
                    duplex.shutdownOutput();
                  } else {
                    channel.close(); // SslHandler says goodbye first
                  }
                });
  }
}
