package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapKeeperTest {
  private static final long LEAST = HeapKeeper.LEAST_BYTES;

  private final HeapKeeper keeper = new HeapKeeper();

  @Test
  void leavesASmallHeapAlone() {
    assertThat(keeper.isDue(LEAST)).isFalse();
    assertThat(keeper.isDue(LEAST + 1)).isTrue();
  }

  @Test
  void letsAHeapThatIsFullOfWhatLivesGrowThreefold() {
    keeper.onCollected(LEAST);
    assertThat(keeper.isDue(3 * LEAST)).isFalse();
    assertThat(keeper.isDue(3 * LEAST + 1)).isTrue();
  }

  @Test
  void comesBackToASmallHeap() {
    keeper.onCollected(LEAST);
    keeper.onCollected(1);
    assertThat(keeper.isDue(LEAST + 1)).isTrue();
  }
}
