package dev.adit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomJobsTest {
  private static final long NOW = 1_760_000_000;

  private final SimPoolSettings settings = new SimPoolSettings();
  private final RandomJobs jobs = new RandomJobs(settings, new SplittableRandom(1));

  @Test
  void makeACoinbaseThatParsesAsATransaction() {
    Notify job = jobs.next(false, NOW);
    HexBytes extranonces = HexBytes.of(new byte[12]);
    byte[] bytes = job.coinb1().plus(extranonces).plus(job.coinb2()).toByteArray();
    ByteBuffer coinbase = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(coinbase.getInt()).as("version").isEqualTo(1);
    assertThat(coinbase.get()).as("inputs").isEqualTo((byte) 1);
    skip(coinbase, 36);
    int script = coinbase.get();
    assertThat(script).as("consensus allows 100").isBetween(2, 100);
    skip(coinbase, script);
    assertThat(coinbase.getInt()).as("sequence").isEqualTo(-1);
    int outputs = coinbase.get();
    for (int i = 0; i < outputs; i++) {
      skip(coinbase, 8);
      skip(coinbase, coinbase.get());
    }
    assertThat(coinbase.getInt()).as("lock time").isZero();
    assertThat(coinbase.hasRemaining()).isFalse();
    assertThat(bytes).hasSizeBetween(200, 300);
  }

  @Test
  void keepThePreviousHashUntilTheNextBlock() {
    Notify first = jobs.next(false, NOW);
    Notify second = jobs.next(false, NOW + 30);
    Notify nextBlock = jobs.next(true, NOW + 60);

    assertThat(first.clean()).isTrue();
    assertThat(second.clean()).isFalse();
    assertThat(second.prevhash()).isEqualTo(first.prevhash());
    assertThat(second.jobId()).isNotEqualTo(first.jobId());
    assertThat(nextBlock.clean()).isTrue();
    assertThat(nextBlock.prevhash()).isNotEqualTo(first.prevhash());
  }

  @Test
  void areTheSameForTheSameSeed() {
    assertThat(new RandomJobs(settings, new SplittableRandom(1)).next(false, NOW))
        .isEqualTo(jobs.next(false, NOW));
  }

  private static void skip(ByteBuffer bytes, int count) {
    bytes.position(bytes.position() + count);
  }
}
