package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A kernel that takes nothing until it is told to, and a batch of two mebibytes read.
class OutletTest {
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  /// A socket whose buffer is full.
  private static final class Stuck extends EmbeddedChannel {
    private boolean takes;

    @Override
    protected void doWrite(ChannelOutboundBuffer waiting) throws Exception {
      if (takes) {
        super.doWrite(waiting);
      }
    }
  }

  private final Stuck channel = new Stuck();
  private final DatagramRoom room = new DatagramRoom();
  private int dropped;
  private final Outlet outlet = new Outlet(channel, room, () -> dropped++);
  private final DatagramBuffer buffer = new DatagramBuffer();

  @AfterEach
  void close() {
    buffer.close();
    channel.finishAndReleaseAll();
  }

  private ByteBuf read() {
    return buffer.allocate(UnpooledByteBufAllocator.DEFAULT);
  }

  private static ByteBuf datagram(ByteBuf batch, int at, String text) {
    batch.setBytes(at, text.getBytes(StandardCharsets.US_ASCII));
    return batch.retainedSlice(at, text.length());
  }

  private @Nullable String passed() {
    Object out = channel.readOutbound();
    ByteBuf content = out instanceof DatagramPacket packet ? packet.content() : (ByteBuf) out;
    String text = content == null ? null : content.toString(StandardCharsets.US_ASCII);
    if (content != null) {
      content.release();
    }
    return text;
  }

  private void takeNow() {
    channel.takes = true;
    channel.flush();
  }

  @Test
  void oneThatWaitsHoldsNoMoreThanItself() {
    ByteBuf batch = read();
    outlet.offer(datagram(batch, 0, "one"), null);
    outlet.offer(datagram(batch, 70_000, "two"), CLIENT);
    batch.release();
    outlet.flush();
    assertThat(batch.refCnt()).as("held by the buffer alone").isEqualTo(1);
    assertThat(read()).as("read into again").isSameAs(batch);
    batch.setZero(0, batch.capacity());
    batch.release();
    takeNow();
    assertThat(passed()).isEqualTo("one");
    assertThat(passed()).isEqualTo("two");
    assertThat(dropped).isZero();
  }

  @Test
  void allThatWaitTogetherHoldNoMoreThanThereIsRoom() {
    assertThat(room.take((4 << 20) - 5)).isTrue();
    ByteBuf batch = read();
    outlet.offer(datagram(batch, 0, "1234"), null);
    outlet.offer(datagram(batch, 10, "too much"), null);
    outlet.offer(datagram(batch, 20, "5"), null);
    batch.release();
    outlet.flush();
    assertThat(dropped).isEqualTo(1);
    assertThat(room.take(1)).isFalse();
    takeNow();
    assertThat(passed()).isEqualTo("1234");
    assertThat(passed()).isEqualTo("5");
    assertThat(room.take(5)).as("given back").isTrue();
    assertThat(room.take(1)).isFalse();
  }

  @Test
  void whatWaitsWhereTheSocketIsClosedGivesItsRoomBack() {
    ByteBuf batch = read();
    outlet.offer(datagram(batch, 0, "gone"), null);
    batch.release();
    outlet.flush();
    assertThat(room.take(4 << 20)).isFalse();
    channel.close().awaitUninterruptibly();
    assertThat(room.take(4 << 20)).isTrue();
  }

  @Test
  void putsNothingBehindWhatWaits() {
    ByteBuf batch = read();
    outlet.offer(datagram(batch, 0, "one"), null);
    outlet.flush();
    assertThat(outlet.offer(datagram(batch, 0, "two"), null)).isFalse();
    batch.release();
    assertThat(batch.refCnt()).isEqualTo(1);
  }

  @Test
  void copiesNothingThatTheKernelTakes() {
    channel.takes = true;
    ByteBuf batch = read();
    ByteBuf one = datagram(batch, 0, "one");
    batch.release();
    outlet.offer(one, null);
    outlet.flush();
    Object out = channel.readOutbound();
    assertThat(out).isSameAs(one);
    one.release();
  }
}
