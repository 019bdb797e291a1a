package dev.adit.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtranonceSplitTest {

  @ParameterizedTest
  @CsvSource({
    "2, 0, 2, 1",
    "3, 0, 3, 1",
    "4, 1, 3, 256",
    "5, 1, 4, 256",
    "6, 2, 4, 65536",
    "7, 2, 5, 65536",
    "8, 4, 4, 2147483647",
    "9, 4, 5, 2147483647",
    "12, 4, 8, 2147483647",
    "13, 5, 8, 2147483647",
    "16, 8, 8, 2147483647"
  })
  @DisplayName("T12 a usable extranonce2 is split so that the miner keeps 2 to 8 bytes")
  void splitsWhatIsUsable(int size, int tagBytes, int minerBytes, long slots) {
    ExtranonceSplit split = new ExtranonceSplit(tagBytes, minerBytes);
    assertThat(ExtranonceSplit.of(size)).isEqualTo(new ExtranonceSplit.Usable(split));
    assertThat(split.slots()).isEqualTo(slots);
  }

  @Test
  void givesAwayEveryByteAndLeavesEnough() {
    for (int size = 2; size <= 16; size++) {
      ExtranonceSplit split = ((ExtranonceSplit.Usable) ExtranonceSplit.of(size)).split();
      assertThat(split.tagBytes() + split.minerBytes()).isEqualTo(size);
      assertThat(split.minerBytes()).isBetween(2, 8);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 17, Integer.MAX_VALUE, Integer.MIN_VALUE})
  @DisplayName("T12 any other extranonce2 makes the pool unusable, with the reason")
  void saysWhyAPoolIsUnusable(int size) {
    assertThat(ExtranonceSplit.of(size))
        .isInstanceOfSatisfying(
            ExtranonceSplit.Unusable.class,
            unusable -> assertThat(unusable.reason()).contains(String.valueOf(size)));
  }
}
