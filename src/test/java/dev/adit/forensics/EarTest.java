package dev.adit.forensics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EarTest {
  private static final String LINE = "{\"id\":%d,\"result\":true,\"error\":null}\n";

  private final HeardQueue queue = new HeardQueue(1_000);
  private final AtomicLong missed = new AtomicLong();
  private final List<Conversation> attended = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Observation> seen = new ArrayList<>();
  private final Analyst analyst = new Analyst(List.of(this::attend));

  private boolean doubted;

  private Witness attend(Conversation conversation) {
    attended.add(conversation);
    doubted = conversation.isDoubtful();
    return new Witness() {
      @Override
      public void on(Observation observation) {
        seen.add(observation);
      }

      @Override
      public void onLine(Party who, byte[] bytes, int offset, int length, Moment at) {
        lines.add(who + " " + new String(bytes, offset, length, US_ASCII));
      }
    };
  }

  private Ear ear() {
    return new Ear(queue, missed, attended.size() + 1L, Talk.call("192.0.2.1:5000", "main"), null);
  }

  private static byte[] line(int id) {
    return LINE.formatted(id).getBytes(US_ASCII);
  }

  private void fill() {
    queue.put(new Heard.Said(99, Party.POOL, new byte[2_000], false, Moment.now()));
  }

  private void drain() {
    for (Heard next = queue.poll(); next != null; next = queue.poll()) {
      analyst.on(next);
    }
  }

  @Test
  void joinsWhatBeganWhileThereWasNoRoomFromItsMiddleOn() {
    fill();
    Ear ear = ear();
    ear.heard(Party.POOL, line(1));
    ear.heard(Party.POOL, "half a ".getBytes(US_ASCII));
    drain();
    assertThat(attended).isEmpty();
    ear.heard(Party.POOL, "line\n".getBytes(US_ASCII));
    ear.heard(Party.POOL, line(4));
    ear.heard(Party.POOL, line(5));
    ear.ended();
    drain();
    assertThat(attended).hasSize(1);
    assertThat(attended.getFirst().isUnderWay()).isTrue();
    assertThat(doubted).isTrue();
    assertThat(lines).containsExactly("POOL " + text(4), "POOL " + text(5));
    assertThat(seen).noneMatch(Observation.StrayAnswer.class::isInstance);
    assertThat(seen.getLast()).isInstanceOf(Observation.Ended.class);
    assertThat(missed).hasValue(2);
  }

  @Test
  void hasMissedNothingWhereNobodySpokeBefore() {
    fill();
    Ear ear = ear();
    drain();
    ear.heard(Party.POOL, line(1));
    drain();
    assertThat(attended.getFirst().isUnderWay()).isFalse();
    assertThat(attended.getFirst().isDoubtful()).isFalse();
    assertThat(lines).containsExactly("POOL " + text(1));
    assertThat(missed).hasValue(0);
  }

  @Test
  void saysNothingOfWhatWasNeverHeard() {
    fill();
    Ear ear = ear();
    ear.heard(Party.MINER, line(1));
    ear.ended();
    drain();
    ear.heard(Party.MINER, line(2));
    ear.ended();
    assertThat(queue.poll()).isNull();
    assertThat(attended).isEmpty();
  }

  private static String text(int id) {
    return LINE.formatted(id).stripTrailing();
  }
}
