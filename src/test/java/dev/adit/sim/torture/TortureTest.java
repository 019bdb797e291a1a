package dev.adit.sim.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The invariants of DESIGN.md under everything that can go wrong at once. A failure prints what
/// broke and the command that shows it again.
class TortureTest {
  private static final int SEEDS_EACH = 35;

  private static TortureSettings torture() {
    return new TortureSettings().hours(0.5).miners(30).pools(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 36, 71, 106})
  void everyPromiseIsKept(long first) {
    for (long seed = first; seed < first + SEEDS_EACH; seed++) {
      TortureResult run = Torture.run(torture(), seed);
      assertThat(run.breaches())
          .as(() -> String.join("\n", TortureReport.breaches(run, torture())))
          .isEmpty();
    }
  }

  @Test
  void everyPromiseIsKeptWithOnePoolAndNoStandby() {
    TortureSettings settings = torture().pools(1).noStandby(true);
    for (long seed = 1; seed <= 15; seed++) {
      TortureResult run = Torture.run(settings, seed);
      assertThat(run.breaches())
          .as(() -> String.join("\n", TortureReport.breaches(run, settings)))
          .isEmpty();
    }
  }

  /// Else a failure could not be looked at again.
  @Test
  void aSeedIsTheSameEachTime() {
    TortureResult once = Torture.run(torture(), 7);
    TortureResult again = Torture.run(torture(), 7);
    TortureResult other = Torture.run(torture(), 8);
    assertThat(again).isEqualTo(once);
    assertThat(other.digest()).isNotEqualTo(once.digest());
  }

  /// A check says nothing of what never happened.
  @Test
  void everyFaultOccurs() {
    TreeSet<String> met = new TreeSet<>();
    for (long seed = 1; seed <= 20; seed++) {
      met.addAll(Torture.run(torture(), seed).faults().keySet());
    }
    for (Fault fault : Fault.values()) {
      if (fault != Fault.BLOCK_OF_A_LOST_SEAT) {
        assertThat(met).contains(fault.toString());
      }
    }
  }

  /// Honest miners that follow, a standby, and nothing else goes wrong: what is lost is what was
  /// under way.
  @Test
  void nearlyAllWorkIsCreditedWherePoolsOnlyDropTheirConnections() {
    TortureSettings settings =
        new TortureSettings().profile(Profile.CALM).hours(2).miners(100).drops(8).followers(1);
    TortureResult run = Torture.run(settings, 1);
    assertThat(run.breaches()).isEmpty();
    Efficiency.Earnings earned = run.earnings();
    assertThat(earned.shareButForBlocks()).isBetween(0.999, 1.0);
    assertThat(earned.poolCredited() - earned.credited())
        .as("the pools' books say the same, but for luck")
        .isBetween(-5 * earned.sigma(), 5 * earned.sigma());
  }
}
