package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adit.aggregate.WorkerView;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void oneNameOnTwoLanesIsOneWorker() {
    var here = new WorkerView("rig1", SampleGateway.tally(3, 0), 10_000_000, 4, 1e12);
    var there = new WorkerView("rig1", SampleGateway.tally(1, 1), 30_000_000, 12, 2e12);
    var lanes =
        List.of(
            SampleGateway.lane(SampleGateway.tally(3, 0), List.of(), here),
            SampleGateway.lane(SampleGateway.tally(1, 1), List.of(), there));

    assertThat(Workers.of(lanes))
        .singleElement()
        .satisfies(
            worker -> {
              assertThat(worker.tally().ok()).isEqualTo(4);
              assertThat(worker.tally().bad()).isEqualTo(1);
              assertThat(worker.meanLatencyNanos()).isEqualTo(15_000_000);
              assertThat(worker.secondsPerShare()).isCloseTo(3, within(1e-9));
              assertThat(worker.hashesPerSecond()).isEqualTo(3e12);
            });
  }

  @Test
  void addingUpLeavesTheLanesAlone() {
    var worker = new WorkerView("rig1", SampleGateway.tally(3, 0), 0, 0, 0);
    var lane = SampleGateway.lane(SampleGateway.tally(3, 0), List.of(), worker);
    Workers.of(List.of(lane, lane));
    assertThat(worker.tally().ok()).isEqualTo(3);
  }

  @Test
  void theStrongestComesFirstAndEqualsByName() {
    var lane =
        SampleGateway.lane(
            SampleGateway.tally(0, 0), List.of(), idle("c", 1), idle("b", 2), idle("a", 1));
    assertThat(Workers.of(List.of(lane)))
        .extracting(WorkerView::worker)
        .containsExactly("b", "a", "c");
  }

  private static WorkerView idle(String name, double hashesPerSecond) {
    return new WorkerView(name, SampleGateway.tally(0, 0), 0, 0, hashesPerSecond);
  }
}
