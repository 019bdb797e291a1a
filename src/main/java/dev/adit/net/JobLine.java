package dev.adit.net;

import dev.adit.stratum.PoolMessage.Notify;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/// The line of the job that a lane sent last: rendered once, shared by all its miners.
final class JobLine {
  private @Nullable Notify job;
  private ByteBuf line = Unpooled.EMPTY_BUFFER;

  /// A view of the shared bytes, which the caller owns. The job is recognised by identity.
  @SuppressWarnings("ReferenceEquality") // equal jobs in two instances are rare, comparing is dear
  ByteBuf of(Notify wanted, Loop loop, Channel channel) {
    if (wanted != job) {
      line.release();
      line = loop.render(wanted, channel);
      job = wanted;
    }
    return line.retainedDuplicate();
  }

  void release() {
    line.release();
    line = Unpooled.EMPTY_BUFFER;
    job = null;
  }
}
