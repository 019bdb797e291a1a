package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StratumCodecTest {
  private static final long SEED = 20_261_120;
  private static final int MUTATIONS = 200_000;

  private final StratumCodec codec = new StratumCodec();

  @Test
  @DisplayName("T8: whatever becomes of a real line, reading it does not throw")
  void readsMutatedLinesWithoutAnException() {
    Mutations mutations = new Mutations(SEED);
    int understood = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] line = mutations.next();
      try {
        MinerMessage fromMiner = codec.readMiner(line, 0, line.length);
        PoolMessage fromPool = codec.readPool(line, 0, line.length);
        understood += fromMiner instanceof MinerMessage.Garbage ? 0 : 1;
        writeBack(fromMiner, fromPool);
      } catch (RuntimeException e) {
        fail(
            "seed " + SEED + ", mutation " + i + ": " + new String(line, StandardCharsets.UTF_8),
            e);
      }
    }
    assertThat(understood).isBetween(MUTATIONS / 100, MUTATIONS * 9 / 10);
  }

  /// What was understood can be said, in one line, and is then understood alike.
  private void writeBack(MinerMessage fromMiner, PoolMessage fromPool) {
    LineBuffer out = new LineBuffer();
    if (!(fromMiner instanceof MinerMessage.Garbage
        || fromMiner instanceof MinerMessage.Malformed)) {
      codec.write(fromMiner, out);
      MinerMessage again = codec.readMiner(out.array(), 0, out.size() - 1);
      assertThat(again.getClass()).isEqualTo(fromMiner.getClass());
    }
    out.clear();
    if (!(fromPool instanceof PoolMessage.Garbage)) {
      codec.write(fromPool, out);
      assertThat(codec.readPool(out.array(), 0, out.size() - 1)).isEqualTo(fromPool);
    }
  }

  @Test
  void readsNothingOutsideOfItsRange() {
    Mutations mutations = new Mutations(SEED + 1);
    for (int i = 0; i < 5_000; i++) {
      byte[] line = mutations.next();
      byte[] framed = new byte[line.length + 40];
      Arrays.fill(framed, (byte) '"');
      System.arraycopy(line, 0, framed, 20, line.length);
      assertThat(codec.readMiner(framed, 20, line.length))
          .isEqualTo(codec.readMiner(line, 0, line.length));
    }
  }

  @Test
  void tellsABlankLine() {
    byte[] line = "x \t\r \rx".getBytes(StandardCharsets.US_ASCII);
    assertThat(StratumCodec.isBlank(line, 1, 5)).isTrue();
    assertThat(StratumCodec.isBlank(line, 1, 0)).isTrue();
    assertThat(StratumCodec.isBlank(line, 1, 6)).isFalse();
    assertThat(StratumCodec.isBlank(line, 0, 2)).isFalse();
  }

  @Test
  @DisplayName("T8: a hostile line costs no more than its length")
  void recordsNoMoreThanALineHas() {
    JsonTape tape = new JsonTape();
    JsonScanner scanner = new JsonScanner(tape);
    byte[] brackets = "[".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);
    assertThat(scanner.scan(brackets, 0, brackets.length)).isNotNull();
    assertThat(tape.size()).isLessThanOrEqualTo(JsonScanner.MAX_DEPTH);
    byte[] zeros = ("[" + "0,".repeat(1 << 20) + "0]").getBytes(StandardCharsets.US_ASCII);
    assertThat(scanner.scan(zeros, 0, zeros.length)).isNotNull();
    assertThat(tape.size()).isEqualTo(JsonTape.MAX_TOKENS);
  }
}
