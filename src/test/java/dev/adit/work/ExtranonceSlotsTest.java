package dev.adit.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adit.stratum.HexBytes;
import dev.adit.work.ExtranonceSlots.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExtranonceSlotsTest {

  private static final long QUARANTINE = 120;

  private static RandomGenerator random(long seed) {
    return new SplittableRandom(seed);
  }

  private static ExtranonceSlots slots(int tagBytes) {
    return new ExtranonceSlots(new ExtranonceSplit(tagBytes, 4), QUARANTINE, random(1));
  }

  private static Slot take(ExtranonceSlots slots, long now) {
    return Objects.requireNonNull(slots.take(now));
  }

  @Nested
  class WithTags {

    private final ExtranonceSlots slots = slots(1);

    @Test
    void namesEachMinerByItsOwnTag() {
      Set<HexBytes> tags = new HashSet<>();
      for (int i = 0; i < 256; i++) {
        tags.add(take(slots, 0).tag());
      }
      assertThat(tags).hasSize(256).allMatch(tag -> tag.size() == 1);
      assertThat(slots.live()).isEqualTo(256);
      assertThat(slots.available(0)).isZero();
    }

    @Test
    @DisplayName("T11 a full connection gives no slot, rather than a shared one")
    void isFullAtItsLastTag() {
      for (int i = 0; i < 256; i++) {
        take(slots, 0);
      }
      assertThat(slots.take(1_000)).isNull();
    }

    @Test
    void prefersATagNeverUsed() {
      Slot first = take(slots, 0);
      slots.free(first, 0);
      assertThat(take(slots, 10 * QUARANTINE).tag()).isNotEqualTo(first.tag());
    }

    @Test
    void reusesTheTagThatHasBeenFreeTheLongest() {
      List<Slot> all = new ArrayList<>();
      for (int i = 0; i < 256; i++) {
        all.add(take(slots, 0));
      }
      slots.free(all.get(7), 10);
      slots.free(all.get(3), 11);
      assertThat(slots.take(10 + QUARANTINE - 1)).isNull();
      Slot reused = take(slots, 11 + QUARANTINE);
      assertThat(reused.tag()).isEqualTo(all.get(7).tag());
      assertThat(reused.sessionId()).isNotEqualTo(all.get(7).sessionId());
      assertThat(take(slots, 11 + QUARANTINE).tag()).isEqualTo(all.get(3).tag());
    }

    @Test
    void givesASlotBackToItsSession() {
      Slot slot = take(slots, 0);
      slots.free(slot, 5);
      assertThat(slots.resume(slot.sessionId(), 6)).isEqualTo(slot);
      assertThat(slots.resume(slot.sessionId(), 7)).as("only once").isNull();
      assertThat(slots.live()).isEqualTo(1);
    }

    @Test
    void keepsNothingForAStrangerOrForALiveSession() {
      Slot slot = take(slots, 0);
      assertThat(slots.resume("0123456789abcdef", 1)).isNull();
      assertThat(slots.resume(slot.sessionId(), 1)).isNull();
    }

    @Test
    void endsASessionWithItsQuarantine() {
      Slot slot = take(slots, 0);
      slots.free(slot, 0);
      assertThat(slots.resume(slot.sessionId(), QUARANTINE)).isNull();
    }

    @Test
    void endsASessionOnTimeWhereTheClockWrapsAround() {
      Slot slot = take(slots, 0);
      long freed = Long.MAX_VALUE - 10;
      slots.free(slot, freed);
      assertThat(slots.available(freed + 1)).isEqualTo(255);
      assertThat(slots.available(freed + QUARANTINE)).isEqualTo(256);
    }

    @Test
    void refusesToFreeTwice() {
      Slot slot = take(slots, 0);
      slots.free(slot, 0);
      assertThatIllegalStateException().isThrownBy(() -> slots.free(slot, 0));
    }

    @Test
    void namesSessionsBySixteenDigits() {
      assertThat(take(slots, 0).sessionId()).matches("[0-9a-f]{16}");
    }
  }

  @Nested
  class WithoutTags {

    private final ExtranonceSlots slots = slots(0);

    @Test
    void carriesOneMiner() {
      assertThat(slots.available(0)).isEqualTo(1);
      Slot only = take(slots, 0);
      assertThat(only.tag()).isEqualTo(HexBytes.EMPTY);
      assertThat(slots.take(0)).isNull();
      slots.free(only, 0);
      assertThat(slots.take(QUARANTINE - 1)).isNull();
      assertThat(slots.take(QUARANTINE)).isNotNull();
    }
  }

  @Nested
  class InAFlood {

    @Test
    void keepsTagsOfTheFullWidth() {
      assertThat(take(slots(8), 0).tag()).hasToString("0000000000000000");
      ExtranonceSlots four = slots(4);
      take(four, 0);
      assertThat(take(four, 0).tag()).hasToString("00000001");
    }

    @Test
    void neverUsesMoreThanItsBoundOfSlots() {
      ExtranonceSlots slots = slots(4);
      for (int i = 0; i < 1_000_000; i++) {
        slots.free(take(slots, i), i);
      }
      assertThat(slots.available(2_000_000)).isLessThanOrEqualTo(ExtranonceSlots.MOST_SLOTS);
    }
  }

  @Test
  @DisplayName("T10 a million random steps: tags of live miners differ, freed ones rest")
  void neverSharesATagNorReusesOneInItsQuarantine() {
    long seed = 10;
    RandomGenerator random = random(seed);
    ExtranonceSlots slots =
        new ExtranonceSlots(new ExtranonceSplit(1, 4), QUARANTINE, random(seed + 1));
    List<Slot> live = new ArrayList<>();
    List<Slot> left = new ArrayList<>();
    Set<HexBytes> liveTags = new HashSet<>();
    Map<HexBytes, Long> freedAt = new HashMap<>();
    long now = Long.MAX_VALUE - 500_000; // the clock may wrap around
    int full = 0;
    int resumed = 0;
    for (int step = 0; step < 1_000_000; step++) {
      now += random.nextInt(3);
      String where = "seed " + seed + " step " + step;
      // Tides of more connects than disconnects and the other way round.
      boolean arrive = random.nextInt(10) < (step / 5_000 % 2 == 0 ? 6 : 4);
      if (arrive && !left.isEmpty() && random.nextInt(3) == 0) {
        Slot mine = left.remove(random.nextInt(left.size()));
        Slot again = slots.resume(mine.sessionId(), now);
        if (again != null) {
          resumed++;
          assertThat(again).as(where).isEqualTo(mine);
          assertThat(liveTags.add(again.tag())).as(where).isTrue();
          live.add(again);
        }
      } else if (arrive) {
        Slot slot = slots.take(now);
        if (slot == null) {
          full++;
          continue;
        }
        assertThat(liveTags.add(slot.tag())).as(where).isTrue();
        Long freed = freedAt.get(slot.tag());
        if (freed != null) {
          assertThat(now - freed).as(where).isGreaterThanOrEqualTo(QUARANTINE);
        }
        live.add(slot);
      } else if (!live.isEmpty()) {
        Slot slot = live.remove(random.nextInt(live.size()));
        slots.free(slot, now);
        liveTags.remove(slot.tag());
        freedAt.put(slot.tag(), now);
        left.add(slot);
        if (left.size() > 50) {
          left.removeFirst();
        }
      }
      assertThat(slots.live()).as(where).isEqualTo(live.size());
    }
    assertThat(full).as("the walk saw a full connection").isPositive();
    assertThat(resumed).as("the walk saw resumed sessions").isPositive();
  }
}
