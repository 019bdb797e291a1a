package dev.adit.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way out by one socket, on its loop. What is offered in one turn goes out together at its
/// end; while the kernel has not taken all of the last turn, nothing more is put behind it: a
/// datagram that comes late is worth less than the next one. What waits is copied, as far as there
/// is room, since what it was read into is wanted back.
@SuppressWarnings("FutureReturnValueIgnored") // what fails comes to the pipeline
final class Outlet {
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  private final Channel channel;
  private final DatagramRoom room;
  private final Runnable dropped;
  private boolean offered;

  /// @param room what may wait of all outlets together
  /// @param dropped hears of each datagram for which there was none
  Outlet(Channel channel, DatagramRoom room, Runnable dropped) {
    this.channel = channel;
    this.room = room;
    this.dropped = dropped;
  }

  Channel channel() {
    return channel;
  }

  /// Takes the datagram over; says whether it is on its way, or else gone.
  ///
  /// @param to null where the socket is connected
  boolean offer(ByteBuf content, @Nullable InetSocketAddress to) {
    if (!channel.isActive() || (!offered && isBehind())) {
      content.release();
      return false;
    }
    if (!content.isReadable()) {
      content.release();
      return offerEmpty(to);
    }
    offered = true;
    channel.write(to == null ? content : new DatagramPacket(content, to), channel.voidPromise());
    return true;
  }

  private boolean isBehind() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null || !waiting.isEmpty();
  }

  /// Netty takes one without content for written, and, in a batch, another one for that. So it goes
  /// around Netty, where the socket can be had.
  private boolean offerEmpty(@Nullable InetSocketAddress to) {
    if (!(channel instanceof UnixChannel unix && unix.fd() instanceof Socket socket)) {
      return false;
    }
    flush();
    try {
      if (to == null) {
        socket.send(NOTHING, 0, 0);
      } else {
        socket.sendTo(NOTHING, 0, 0, to.getAddress(), to.getPort());
      }
      return true;
    } catch (IOException refused) {
      channel.pipeline().fireExceptionCaught(refused);
      return true;
    }
  }

  /// The end of a turn.
  void flush() {
    if (offered) {
      offered = false;
      channel.flush();
      copyWhatWaits();
    }
  }

  private void copyWhatWaits() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    if (waiting == null || waiting.isEmpty()) {
      return;
    }
    List<Object> copies = new ArrayList<>();
    for (Object next = waiting.current(); next != null; next = waiting.current()) {
      int bytes = content(next).readableBytes();
      if (room.take(bytes)) {
        copies.add(copy(next));
      } else {
        dropped.run();
      }
      waiting.remove();
    }
    for (Object copy : copies) {
      int bytes = content(copy).readableBytes();
      channel.write(copy).addListener(_ -> room.give(bytes));
    }
    channel.flush();
  }

  private static ByteBuf content(Object datagram) {
    return datagram instanceof DatagramPacket packet ? packet.content() : (ByteBuf) datagram;
  }

  private static Object copy(Object datagram) {
    return datagram instanceof DatagramPacket packet ? packet.copy() : ((ByteBuf) datagram).copy();
  }

  void close() {
    channel.close();
  }
}
