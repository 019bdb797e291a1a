package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Millions of honest shares in no time.
class RapidSharesTest {
  private final RapidShares rapid = new RapidShares(0.005);
  private final Random random = new Random(7);
  private int found;

  private void gap(double seconds) {
    if (rapid.onGap(seconds)) {
      found++;
    }
  }

  private double honest(double mean) {
    return -Math.log(1 - random.nextDouble()) * mean;
  }

  private void honest(int count, double mean) {
    for (int i = 0; i < count; i++) {
      gap(honest(mean));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.02, 0.2, 1, 5, 60})
  void letsChanceBe(double mean) {
    honest(1_000_000, mean);
    assertThat(found).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 5})
  void letsBeWhatAMachineHandsInTogether(double mean) {
    // It looks for what was found every fiftieth of a second to fifth of a second.
    for (double every : new double[] {0.02, 0.05, 0.1}) {
      double now = 0;
      double last = 0;
      for (int i = 0; i < 300_000; i++) {
        now += honest(mean);
        double sent = Math.ceil(now / every) * every;
        gap(sent - last);
        last = sent;
      }
      rapid.forget();
    }
    assertThat(found).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 5})
  void letsBeWhatPilesUpInAPause(double mean) {
    for (int i = 0; i < 5_000; i++) {
      honest(100, mean);
      double pause = honest(15);
      double piled = 0;
      for (double at = honest(mean); at < pause; at += honest(mean)) {
        piled++;
      }
      gap(pause);
      for (int j = 0; j < piled; j++) {
        // In packets that come one after another.
        gap(random.nextInt(5) == 0 ? 0.02 : 0);
      }
    }
    assertThat(found).isZero();
  }

  @Test
  void letsThePaceChange() {
    for (int i = 0; i < 2_000; i++) {
      honest(100, 0.2);
      honest(100, 10);
    }
    assertThat(found).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 5, 60})
  void findsABurstOnce(double mean) {
    honest(300, mean);
    for (int i = 0; i < 100; i++) {
      gap(0.001);
    }
    honest(300, mean);
    assertThat(found).isEqualTo(1);
  }

  @Test
  void findsABurstOfFifteen() {
    for (int i = 0; i < 300; i++) {
      gap(1);
    }
    for (int i = 0; i < 14; i++) {
      gap(0.001);
    }
    assertThat(found).isEqualTo(1);
  }

  @Test
  void findsSharesThatAreHandedInTwice() {
    for (int i = 0; i < 100; i++) {
      gap(honest(3));
      gap(0.002);
    }
    assertThat(found).isPositive();
  }

  @Test
  void knowsFiveIntervalsFirst() {
    for (int i = 0; i < 4; i++) {
      gap(1.5);
    }
    for (int i = 0; i < 100; i++) {
      gap(0.001);
    }
    assertThat(found).isZero();
  }

  @Test
  void computesPoissonsTail() {
    assertThat(RapidShares.atLeast(1, 0.5)).isCloseTo(1 - Math.exp(-0.5), within(1e-12));
    assertThat(RapidShares.atLeast(10, 1)).isCloseTo(1.1142548e-7, within(1e-14));
    assertThat(RapidShares.atLeast(3, 4)).isEqualTo(1);
    assertThat(RapidShares.atLeast(200, 1e-9)).isZero();
  }
}
