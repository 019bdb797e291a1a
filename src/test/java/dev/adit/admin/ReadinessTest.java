package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  @Test
  void isReadyWithRelaysAlone() {
    assertThat(Readiness.of(SampleGateway.onlyRelaying()).ready()).isTrue();
  }

  @Test
  void isReadyWithoutMinersThoughNoPoolIsDialled() {
    assertThat(Readiness.of(SampleGateway.view(List.of()))).isEqualTo(new Readiness(true, "ready"));
    assertThat(Readiness.of(SampleGateway.view(List.of(SampleGateway.waitingLane(0)))).ready())
        .isTrue();
  }

  @Test
  void isNotReadyBeforeAndAfterServing() {
    assertThat(Readiness.of(SampleGateway.view(Phase.STARTING, List.of(), Map.of())))
        .isEqualTo(new Readiness(false, "starting"));
    assertThat(Readiness.of(SampleGateway.view(Phase.STOPPING, List.of(), Map.of())))
        .isEqualTo(new Readiness(false, "stopping"));
  }

  @Test
  void isNotReadyWhileMinersWaitAndNoPoolServesTheirListener() {
    assertThat(Readiness.of(SampleGateway.view(List.of(SampleGateway.waitingLane(3)))))
        .isEqualTo(new Readiness(false, "no pool: 3 miners of farm wait"));
  }

  @Test
  void isReadyWhenOneOfALanesNeighboursServes() {
    var serving = SampleGateway.lane(SampleGateway.tally(0, 0), List.of());
    assertThat(
            Readiness.of(SampleGateway.view(List.of(SampleGateway.waitingLane(3), serving)))
                .ready())
        .isTrue();
  }

  @Test
  void isNotReadyWhenALaneDoesNotAnswer() {
    assertThat(Readiness.of(null).ready()).isFalse();
  }
}
