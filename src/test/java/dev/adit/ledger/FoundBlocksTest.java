package dev.adit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FoundBlocksTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void tellsWhoFoundTheNewestWhereAndWhen() {
    FoundBlocks found =
        FoundBlocks.NONE
            .and(SampleBlock.by("rig1", 1), NOW.minusSeconds(9))
            .and(SampleBlock.by("rig2", 2), NOW);
    assertThat(found.count()).isEqualTo(2);
    assertThat(found.latest())
        .extracting(FoundBlocks.Entry::worker)
        .containsExactly("rig2", "rig1");
    assertThat(found.latest().getFirst())
        .isEqualTo(
            new FoundBlocks.Entry(NOW, "main", "rig2", "10.0.0.7", "0".repeat(63) + "2", 1e15));
  }

  @Test
  void knowsABlockThatIsHandedInAgain() {
    FoundBlocks once = FoundBlocks.NONE.and(SampleBlock.by("rig1", 1), NOW);
    assertThat(once.and(SampleBlock.by("rig2", 1), NOW.plusSeconds(1))).isEqualTo(once);
  }

  @Test
  void countsAllAndKeepsTheLatest() {
    FoundBlocks found = FoundBlocks.NONE;
    for (int i = 1; i <= 100; i++) {
      found = found.and(SampleBlock.by("rig" + i, i), NOW);
    }
    assertThat(found.count()).isEqualTo(100);
    assertThat(found.latest()).hasSize(FoundBlocks.KEPT);
    assertThat(found.latest().getFirst().worker()).isEqualTo("rig100");
  }
}
