package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.WorkerView;
import dev.adit.metrics.ShareFate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareReportTest {

  @Test
  void alignsWorkersAndAddsThemUp() {
    var tally = SampleGateway.tally(1234, 1);
    tally.book(ShareFate.LOCAL, 1);
    var lane =
        SampleGateway.lane(
            tally,
            List.of(),
            new WorkerView("rig1", SampleGateway.tally(4, 0), 12_000_000, 4.1, 1.02e12),
            new WorkerView("wallet.rig2", SampleGateway.tally(1230, 1), 400_000, 0.25, 61e12));

    assertThat(ShareReport.lines(SampleGateway.view(List.of(lane))))
        .containsExactly(
            "wallet.rig2  accepted 1230  rejected 1  latency 0.40 ms  every 250 ms  61.0 TH/s",
            "rig1         accepted 4     rejected 0  latency 12.0 ms  every 4.10 s  1.02 TH/s",
            "total: shares 1236, accepted 1234, rejected 1, local 1; pending 4; miners 0; 62.0"
                + " TH/s");
  }

  @Test
  void showsTheTwentyStrongestAndCountsTheOthers() {
    WorkerView[] many =
        IntStream.range(0, 25)
            .mapToObj(i -> new WorkerView("rig" + i, SampleGateway.tally(1, 0), 0, 0, i))
            .toArray(WorkerView[]::new);
    var lane = SampleGateway.lane(SampleGateway.tally(25, 0), List.of(), many);
    assertThat(ShareReport.lines(SampleGateway.view(List.of(lane))))
        .hasSize(22)
        .startsWith("rig24  accepted 1  rejected 0  latency -  every -  24.0 H/s")
        .contains("and 5 more workers");
  }

  @Test
  void aNameCanNotWriteLinesOfItsOwn() {
    var worker = new WorkerView("a\nERROR fake\u001b[31m", SampleGateway.tally(1, 0), 0, 0, 0);
    var nameless = new WorkerView("", SampleGateway.tally(1, 0), 0, 0, 0);
    var endless = new WorkerView("x".repeat(500), SampleGateway.tally(1, 0), 0, 0, 0);
    var lane = SampleGateway.lane(SampleGateway.tally(3, 0), List.of(), worker, nameless, endless);
    assertThat(ShareReport.lines(SampleGateway.view(List.of(lane))))
        .noneMatch(line -> line.chars().anyMatch(Character::isISOControl))
        .allMatch(line -> line.length() < 120)
        .anyMatch(line -> line.startsWith("(no name)"));
  }

  @Test
  void saysNothingWhenNothingHappened() {
    List<String> log = new ArrayList<>();
    SampleGateway gateway = new SampleGateway();
    PeriodicReport report = new PeriodicReport(gateway, log::add);

    gateway.view = SampleGateway.withoutRelays();
    report.report();
    assertThat(log).isEmpty();

    var lane = SampleGateway.lane(SampleGateway.tally(1, 0), List.of());
    gateway.view = SampleGateway.view(List.of(lane));
    report.report();
    assertThat(log)
        .hasSize(2)
        .last()
        .isEqualTo("web: flows 2 open, 5 begun; 1.50 kB there, 2.50 MB back; 1 of 3 targets down");

    gateway.view =
        SampleGateway.view(Phase.SERVING, List.of(), Map.of("farm", LaneTotals.of(lane)));
    report.report();
    gateway.view = null;
    report.report();
    assertThat(log).hasSize(2);
    report.stop();
  }
}
