package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HeldDatagramsTest {
  private final DatagramRoom room = new DatagramRoom();

  private static ByteBuf datagram(int bytes) {
    return Unpooled.wrappedBuffer(new byte[bytes]);
  }

  private static int releaseAll(HeldDatagrams held) {
    int count = 0;
    for (ByteBuf next = held.poll(); next != null; next = held.poll()) {
      next.release();
      count++;
    }
    return count;
  }

  @Test
  void holdsAFewInTheirOrderAndLetsGoOfTheBufferTheyCameIn() {
    HeldDatagrams held = new HeldDatagrams(room);
    ByteBuf first = datagram(1);
    assertThat(held.hold(first)).isTrue();
    assertThat(first.refCnt()).isZero();
    for (int bytes = 2; bytes <= 8; bytes++) {
      assertThat(held.hold(datagram(bytes))).isTrue();
    }
    ByteBuf ninth = datagram(9);
    assertThat(held.hold(ninth)).isFalse();
    assertThat(ninth.refCnt()).isZero();
    ByteBuf out = Objects.requireNonNull(held.poll());
    assertThat(out.readableBytes()).isEqualTo(1);
    out.release();
    assertThat(releaseAll(held)).isEqualTo(7);
  }

  @Test
  void holdsNoMoreThanSomeMegabytesOfAllClientsTogether() {
    int fit = 0;
    HeldDatagrams first = new HeldDatagrams(room);
    HeldDatagrams last = first;
    while (last.hold(datagram(65_000))) {
      fit++;
      last = new HeldDatagrams(room);
    }
    assertThat(fit).isEqualTo((4 << 20) / 65_000);
    releaseAll(first);
    assertThat(last.hold(datagram(65_000))).isTrue();
    releaseAll(last);
  }
}
