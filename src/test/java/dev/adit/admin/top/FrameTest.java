package dev.adit.admin.top;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.top.Snapshot.Talker;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {
  private final History history = new History();

  @Test
  void theFirstLookShowsNoRates() {
    Frame frame = history.add(Snapshots.at(0, 1_000, 5_000, 10));
    assertThat(frame.doors().get(0).sentPerSecond()).isNaN();
    assertThat(frame.doors().get(1).sharesPerMinute()).isNaN();
    assertThat(frame.talkers().getFirst().sentPerSecond()).isNaN();
    assertThat(frame.doors().get(1).acceptRate()).isEqualTo(0.5);
  }

  @Test
  void bytesAreThoseSinceTheLastLook() {
    history.add(Snapshots.at(0, 1_000, 5_000, 10));
    history.add(Snapshots.at(1, 1_000, 5_000, 10));
    Frame frame = history.add(Snapshots.at(3, 2_000, 5_500, 10));
    assertThat(frame.doors().getFirst().sentPerSecond()).isEqualTo(500);
    assertThat(frame.doors().getFirst().receivedPerSecond()).isEqualTo(250);
    assertThat(frame.talkers().getFirst().sentPerSecond()).isEqualTo(500);
  }

  @Test
  void sharesAreThoseOfTheLastMinute() {
    for (int second = 0; second <= 90; second++) {
      history.add(Snapshots.at(second, 0, 0, second < 45 ? 0 : 3));
    }
    Frame frame = history.add(Snapshots.at(91, 0, 0, 4));
    assertThat(frame.doors().get(1).sharesPerMinute()).isEqualTo(4);
  }

  @Test
  void whatMinersAndRelaysHaveNotIsUnknown() {
    history.add(Snapshots.at(0, 0, 0, 0));
    Frame frame = history.add(Snapshots.at(1, 0, 0, 0));
    assertThat(frame.doors().get(0).sharesPerMinute()).isNaN();
    assertThat(frame.doors().get(0).acceptRate()).isNaN();
    assertThat(frame.doors().get(1).sentPerSecond()).isNaN();
    assertThat(frame.doors().get(1).acceptRate()).as("before the first share").isNaN();
  }

  @Test
  void anAditThatWasStartedAgainHasNoPast() {
    history.add(Snapshots.at(10, 9_000, 9_000, 9));
    Snapshot again = Snapshots.at(11, 10, 10, 0);
    Frame frame =
        history.add(
            new Snapshot(
                again.takenNanos(),
                "1.2.3",
                "serving",
                1,
                again.doors(),
                again.talkers(),
                again.workers(),
                null));
    assertThat(frame.doors().getFirst().sentPerSecond()).isNaN();
  }

  @Test
  void aTalkerWhoseFlowsEndedIsStillAndOneWhoIsNewToo() {
    Talker busy = new Talker("web", "192.0.2.7", 5, 9_000, 9_000);
    history.add(Snapshots.at(0, List.of(), List.of(busy), List.of()));
    Talker less = new Talker("web", "192.0.2.7", 1, 100, 100);
    Talker other = new Talker("ssh", "192.0.2.7", 1, 700, 100);
    Frame frame = history.add(Snapshots.at(1, List.of(), List.of(less, other), List.of()));
    assertThat(frame.talkers()).allMatch(row -> row.sentPerSecond() == 0);
  }
}
