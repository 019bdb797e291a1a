package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramBufferTest {
  private final DatagramBuffer buffer = new DatagramBuffer();

  @AfterEach
  void close() {
    buffer.close();
  }

  private ByteBuf read() {
    return buffer.allocate(UnpooledByteBufAllocator.DEFAULT);
  }

  @Test
  void readsIntoTheSameAgainFromItsBeginning() {
    ByteBuf batch = read();
    batch.writerIndex(100).readerIndex(50);
    batch.release();
    ByteBuf next = read();
    assertThat(next).isSameAs(batch);
    assertThat(next.readerIndex()).isZero();
    assertThat(next.writerIndex()).isZero();
    next.release();
  }

  @Test
  void leavesWhatIsStillHeldToItsHolder() {
    ByteBuf batch = read();
    ByteBuf held = batch.retainedSlice(0, 1);
    batch.release();
    ByteBuf next = read();
    assertThat(next).isNotSameAs(batch);
    assertThat(batch.refCnt()).isEqualTo(1);
    held.release();
    assertThat(batch.refCnt()).isZero();
    next.release();
  }

  @Test
  void givesItBackWhenItCloses() {
    ByteBuf batch = read();
    batch.release();
    buffer.close();
    assertThat(batch.refCnt()).isZero();
  }
}
