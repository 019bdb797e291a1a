package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.LaneView;
import dev.adit.guard.Door;
import dev.adit.guard.Guard;
import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveMetricsTest {
  private final MetricsPage page = new MetricsPage();

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void showsEveryFateAndTheCreditedWork() {
    var view =
        SampleGateway.view(List.of(SampleGateway.lane(SampleGateway.tally(3, 1), List.of())));
    assertThat(page.text(view).lines())
        .contains(
            "adit_shares_total{fate=\"accepted\",listener=\"farm\",pool=\"main\"} 3.0",
            "adit_shares_total{fate=\"rejected\",listener=\"farm\",pool=\"main\"} 1.0",
            "adit_shares_total{fate=\"lost\",listener=\"farm\",pool=\"main\"} 0.0",
            "adit_share_difficulty_total{listener=\"farm\",pool=\"main\"} 48.0");
  }

  @Test
  void showsTheStateOfTheLanes() {
    var lane = SampleGateway.lane(SampleGateway.tally(0, 0), List.of());
    assertThat(page.text(SampleGateway.view(List.of(lane, lane))).lines())
        .contains(
            "adit_lanes{listener=\"farm\"} 2.0",
            "adit_pool_ready{listener=\"farm\",pool=\"main\"} 2.0",
            "adit_pool_ready{listener=\"farm\",pool=\"backup\"} 0.0",
            "adit_pending_shares{listener=\"farm\",pool=\"main\"} 8.0",
            "adit_pool_difficulty{listener=\"farm\",pool=\"main\"} 1024.0",
            "adit_job_age_seconds{listener=\"farm\",pool=\"main\"} 2.0",
            "adit_connections{listener=\"farm\"} 3.0",
            "adit_connections_closed_total{listener=\"farm\",reason=\"miner_left\"} 10.0",
            "adit_connections_refused_total{listener=\"farm\",reason=\"full\"} 2.0",
            "adit_unknown_answers_total{listener=\"farm\"} 14.0",
            "adit_pool_answer_seconds_count{listener=\"farm\"} 2",
            "adit_blocks_total{listener=\"farm\"} 2.0",
            "adit_uptime_seconds 61.5")
        .anyMatch(line -> line.startsWith("adit_build_info{java=\"25"));
  }

  @Test
  void startsEveryCounterAtZeroAndClaimsNoAgeOfNoJob() {
    String text = page.text(SampleGateway.view(List.of(SampleGateway.waitingLane(1))));
    assertThat(text.lines())
        .contains(
            "adit_shares_total{fate=\"accepted\",listener=\"farm\",pool=\"backup\"} 0.0",
            "adit_connections_closed_total{listener=\"farm\",reason=\"slow_reader\"} 0.0",
            "adit_pool_answer_seconds{listener=\"farm\",quantile=\"0.5\"} NaN");
    assertThat(text).doesNotContain("adit_job_age_seconds{");
  }

  @Test
  void showsWhatTheGuardDidAndWhatDryRunsWouldHave() {
    Guard guard = SampleGuard.guard();
    SampleGuard.misbehave(guard, "192.0.2.7", 0);
    guard.admit(SampleGuard.ip("192.0.2.7"), new Door("farm", 0), _ -> {}, 1);
    guard.settings(SampleGuard.settings(true), 2);
    SampleGuard.misbehave(guard, "192.0.2.8", 3);
    assertThat(page.text(SampleGateway.view(GuardView.of(guard, 4))).lines())
        .contains(
            "adit_guard_refused_total{mode=\"enforced\",reason=\"banned\"} 1.0",
            "adit_guard_refused_total{mode=\"dry_run\",reason=\"banned\"} 0.0",
            "adit_guard_bans_total{mode=\"enforced\",reason=\"points\"} 1.0",
            "adit_guard_bans_total{mode=\"dry_run\",reason=\"points\"} 1.0",
            "adit_guard_closed_total{mode=\"enforced\",reason=\"banned\"} 1.0",
            "adit_guard_closed_total{mode=\"dry_run\",reason=\"banned\"} 1.0",
            "adit_guard_addresses 2.0",
            "adit_guard_banned_addresses 2.0");
  }

  @Test
  void countsWhatRelaysCarryAndSeesTheirTargets() {
    assertThat(page.text(SampleGateway.view(List.of())).lines())
        .contains(
            "adit_relay_flows_open{listener=\"web\"} 2.0",
            "adit_relay_flows_total{listener=\"web\"} 5.0",
            "adit_relay_flow_ends_total{listener=\"web\",reason=\"idle\"} 1.0",
            "adit_relay_turned_away_total{listener=\"web\"} 0.0",
            "adit_relay_dropped_total{listener=\"web\"} 7.0",
            "adit_relay_bytes_total{direction=\"sent\",listener=\"web\"} 1500.0",
            "adit_relay_bytes_total{direction=\"received\",listener=\"web\"} 2500000.0",
            "adit_relay_target_up{listener=\"web\",target=\"192.0.2.1:80\"} 1.0",
            "adit_relay_target_up{listener=\"web\",target=\"192.0.2.2:80\"} 0.0")
        .noneMatch(line -> line.contains("192.0.2.3"));
  }

  @Test
  void aRelayHasNoFiguresOfMiners() {
    assertThat(page.text(SampleGateway.onlyRelaying()).lines())
        .contains("adit_relay_flows_open{listener=\"web\"} 2.0")
        .noneMatch(line -> line.matches("adit_(?!relay).*listener=\"web\".*"));
  }

  @Test
  void aWorkersNameIsNoLabel() {
    var miner = SampleGateway.miner("stranger\"}\n1", 16, SampleGateway.tally(1, 0));
    var lane = SampleGateway.lane(SampleGateway.tally(1, 0), List.of(miner));
    assertThat(page.text(SampleGateway.view(List.of(lane)))).doesNotContain("stranger");
  }

  @Test
  void totalsNeverGoBackwardsAsLanesEndAndAlwaysAddUp() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<ShareFate> fates = List.of(ShareFate.values());
    ShareTally living = new ShareTally();
    Map<String, LaneTotals> ended = new HashMap<>();
    long received = 0;
    for (int step = 0; step < 200; step++) {
      if (random.nextInt(10) == 0) {
        LaneView last = SampleGateway.lane(living.copy(), List.of());
        ended.merge("farm", LaneTotals.of(last), LaneTotals::plus);
        living = new ShareTally();
      } else {
        living.book(fates.get(random.nextInt(fates.size())), 1);
        received++;
      }
      var lane = SampleGateway.lane(living.copy(), List.of());
      var view = SampleGateway.view(Phase.SERVING, List.of(lane), Map.copyOf(ended));
      long sum =
          page.text(view)
              .lines()
              .filter(line -> line.startsWith("adit_shares_total{"))
              .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
              .sum();
      assertThat(sum).as("seed %d, step %d", seed, step).isEqualTo(received);
    }
  }

  @Test
  void aListenerThatIsGoneKeepsItsTotals() {
    var last = SampleGateway.lane(SampleGateway.tally(5, 0), List.of());
    var view = SampleGateway.view(Phase.SERVING, List.of(), Map.of("old", LaneTotals.of(last)));
    assertThat(page.text(view).lines())
        .contains("adit_shares_total{fate=\"accepted\",listener=\"old\",pool=\"main\"} 5.0");
  }
}
