package dev.adit.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Where all sockets of one UDP relay read into, on its loop: room for a batch of the largest
/// datagrams there can be, so that none is ever cut off. What is read is written on, or copied,
/// before anything else is read, so one buffer serves them all; were some of it still held, another
/// would take its place.
///
/// Each time it is told that there is something to read, a socket reads once (the kernel says so
/// again where more is left), so that none of them holds up the others.
final class DatagramBuffer
    implements RecvByteBufAllocator, RecvByteBufAllocator.ExtendedHandle, AutoCloseable {
  private static final int LARGEST = 65_536;
  private static final int BATCH = 32;

  private @Nullable ByteBuf current;
  private int attempted;
  private int lastRead;

  /// Has the socket read into it.
  void serve(Channel channel) {
    if (channel instanceof EpollDatagramChannel) {
      channel.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LARGEST);
      channel.config().setRecvByteBufAllocator(this);
    } else {
      channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(LARGEST));
    }
  }

  @Override
  public ExtendedHandle newHandle() {
    return this;
  }

  @Override
  public ByteBuf allocate(ByteBufAllocator allocator) {
    ByteBuf known = current;
    if (known != null && known.refCnt() == 1) {
      return known.clear().retain();
    }
    if (known != null) {
      known.release();
    }
    ByteBuf fresh = allocator.directBuffer(LARGEST * BATCH, LARGEST * BATCH);
    current = fresh;
    return fresh.retain();
  }

  @Override
  public void close() {
    if (current != null) {
      current.release();
      current = null;
    }
  }

  @Override
  public int guess() {
    return LARGEST * BATCH;
  }

  @Override
  public boolean continueReading() {
    return false;
  }

  @Override
  public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
    return false;
  }

  @Override
  public void attemptedBytesRead(int bytes) {
    attempted = bytes;
  }

  @Override
  public int attemptedBytesRead() {
    return attempted;
  }

  @Override
  public void lastBytesRead(int bytes) {
    lastRead = bytes;
  }

  @Override
  public int lastBytesRead() {
    return lastRead;
  }

  @Override
  public void reset(ChannelConfig config) {
    // each read is the first
  }

  @Override
  public void incMessagesRead(int messages) {
    // there is but one read
  }

  @Override
  public void readComplete() {
    // nothing is learnt from it
  }
}
