package dev.adit.sim.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AgendaTest {
  private final Agenda agenda = new Agenda();
  private final List<Long> done = new ArrayList<>();

  @Test
  void doesEachThingAtItsTimeAndWhatWasPlannedFirstFirst() {
    SplittableRandom random = new SplittableRandom(1);
    long start = agenda.now();
    for (long i = 0; i < 5_000; i++) {
      long time = start + random.nextLong(500);
      long entry = time * 10_000 + i;
      agenda.at(time, () -> done.add(entry));
    }
    while (agenda.step(start + 1_000)) {
      assertThat(agenda.now()).isEqualTo(done.getLast() / 10_000);
    }
    assertThat(done).hasSize(5_000).isSorted();
    assertThat(agenda.now()).isEqualTo(start + 1_000);
  }

  @Test
  void leavesWhatLiesBeyondTheEnd() {
    agenda.after(10, () -> done.add(10L));
    agenda.after(20, () -> done.add(20L));
    long end = agenda.now() + 15;
    while (agenda.step(end)) {
      // until then
    }
    assertThat(done).containsExactly(10L);
    assertThat(agenda.step(end + 15)).isTrue();
    assertThat(done).containsExactly(10L, 20L);
  }
}
