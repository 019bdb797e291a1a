package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.Balance;
import dev.adit.config.HealthConfig;
import dev.adit.config.HostPort;
import dev.adit.config.RelayConfig;
import dev.adit.config.SendProxy;
import dev.adit.config.Via;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// In virtual time, of targets that are what the test says. An interval of 60 s, 10 s for a try,
/// three tries.
class HealthChecksTest {
  private static final HostPort FIRST = new HostPort("192.0.2.1", 3333);
  private static final HostPort SECOND = new HostPort("192.0.2.2", 3333);
  private static final HealthConfig USUAL = health(60);

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final Targets targets = new Targets();
  private final List<String> news = new ArrayList<>();
  private final Network network = new Network();
  private final HealthChecks checks =
      new HealthChecks(
          targets,
          time.eventLoop(),
          _ -> network,
          (target, problem) ->
              news.add(target + (problem == null ? " is up" : " is down: " + problem)));

  /// What tries find; "" is well, null no answer.
  private static final class Network implements HealthCheck.Prober {
    private final Map<HostPort, @Nullable String> problems = new HashMap<>();
    private final Map<HostPort, Integer> tries = new HashMap<>();
    private int givenUp;

    @Override
    public HealthCheck.Attempt begin(HostPort target, HealthCheck.Outcome outcome) {
      tries.merge(target, 1, Integer::sum);
      String problem = problems.getOrDefault(target, problems.containsKey(target) ? null : "");
      if (problem != null) {
        outcome.onOutcome(problem.isEmpty() ? null : problem);
      }
      return () -> {
        givenUp++;
        return "no answer";
      };
    }

    int tries(HostPort target) {
      return tries.getOrDefault(target, 0);
    }
  }

  private static HealthConfig health(int intervalSeconds) {
    return new HealthConfig(
        Duration.ofSeconds(intervalSeconds), Duration.ofSeconds(10), 3, HealthConfig.Check.TCP);
  }

  private static RelayConfig relay(@Nullable HealthConfig health, HostPort... to) {
    return new RelayConfig(
        Arrays.asList(to),
        Balance.FIRST,
        Duration.ofSeconds(15),
        health,
        SendProxy.NONE,
        "",
        10,
        10,
        0,
        Duration.ZERO,
        Via.USER);
  }

  @BeforeEach
  void stopTheClock() {
    time.freezeTime();
  }

  @AfterEach
  void close() {
    time.finishAndReleaseAll();
  }

  private void tell(RelayConfig relay) {
    targets.set(relay.to(), relay.balance());
    checks.tell(relay);
    time.runPendingTasks();
  }

  private void open(RelayConfig relay) {
    tell(relay);
    checks.begin();
    time.runPendingTasks();
  }

  private void pass(double seconds) {
    for (int i = 0; i < Math.round(seconds * 10); i++) {
      time.advanceTimeBy(100, TimeUnit.MILLISECONDS);
      time.runScheduledPendingTasks();
    }
  }

  private String state(int index) {
    return targets.all().get(index).view(System.nanoTime()).state();
  }

  @Nested
  class OfATargetThatIsThere {
    @Test
    void triesAtOnceAndThenAfterEachInterval() {
      open(relay(USUAL, FIRST));
      assertThat(network.tries(FIRST)).isEqualTo(1);
      assertThat(state(0)).isEqualTo("up");
      pass(59.9);
      assertThat(network.tries(FIRST)).isEqualTo(1);
      pass(120.2);
      assertThat(network.tries(FIRST)).isEqualTo(4);
    }

    @Test
    void tellsItOnce() {
      open(relay(USUAL, FIRST));
      pass(300);
      assertThat(news).containsExactly("192.0.2.1:3333 is up");
    }

    @Test
    void leavesNothingToGiveUpLater() {
      open(relay(USUAL, FIRST));
      pass(300);
      assertThat(network.givenUp).isZero();
    }
  }

  @Nested
  class OfATargetThatFails {
    @Test
    void triesAgainEachSecondUntilItIsDown() {
      network.problems.put(FIRST, "connection refused");
      open(relay(USUAL, FIRST));
      pass(1.9);
      assertThat(network.tries(FIRST)).isEqualTo(2);
      assertThat(state(0)).isEqualTo("unknown");
      assertThat(news).isEmpty();
      pass(0.2);
      assertThat(state(0)).isEqualTo("down");
      assertThat(news).containsExactly("192.0.2.1:3333 is down: connection refused");
    }

    @Test
    void givesItItsTimeAndNoMore() {
      network.problems.put(FIRST, null);
      open(relay(USUAL, FIRST));
      pass(9.9);
      assertThat(network.givenUp).isZero();
      pass(0.2);
      assertThat(network.givenUp).isEqualTo(1);
      pass(22);
      assertThat(network.tries(FIRST)).isEqualTo(3);
      assertThat(news).containsExactly("192.0.2.1:3333 is down: no answer");
    }

    @Test
    void countsOnlyFailuresInARow() {
      open(relay(health(1), FIRST));
      for (int round = 0; round < 5; round++) {
        network.problems.put(FIRST, "connection refused");
        pass(2);
        network.problems.remove(FIRST);
        pass(1);
      }
      assertThat(news).containsExactly("192.0.2.1:3333 is up");
    }

    @Test
    void isSkippedAndTheOtherTaken() {
      network.problems.put(FIRST, "connection refused");
      open(relay(USUAL, FIRST, SECOND));
      pass(3);
      assertThat(targets.inOrder(System.nanoTime()).getFirst().address()).isEqualTo(SECOND);
      network.problems.remove(FIRST);
      pass(10);
      assertThat(targets.inOrder(System.nanoTime()).getFirst().address()).isEqualTo(FIRST);
    }

    @Test
    void comesBackWithOneSuccessSoonerThanTheIntervalSays() {
      network.problems.put(FIRST, "connection refused");
      open(relay(USUAL, FIRST));
      pass(3);
      network.problems.remove(FIRST);
      pass(10);
      assertThat(state(0)).isEqualTo("up");
      assertThat(news)
          .containsExactly("192.0.2.1:3333 is down: connection refused", "192.0.2.1:3333 is up");
    }
  }

  @Nested
  class WhenTheConfigurationChanges {
    @Test
    void goesOnWhereNothingIsSaidOfHealth() {
      open(relay(USUAL, FIRST));
      tell(relay(USUAL, FIRST));
      pass(30);
      assertThat(network.tries(FIRST)).isEqualTo(1);
    }

    @Test
    void beginsAnewWithOtherTerms() {
      open(relay(USUAL, FIRST));
      tell(relay(health(5), FIRST));
      assertThat(network.tries(FIRST)).isEqualTo(2);
      pass(10.2);
      assertThat(network.tries(FIRST)).isEqualTo(4);
    }

    @Test
    void checksTargetsThatAreNewAndNoneThatIsGone() {
      open(relay(USUAL, FIRST));
      tell(relay(USUAL, SECOND));
      assertThat(network.tries(SECOND)).isEqualTo(1);
      pass(200);
      assertThat(network.tries(FIRST)).isEqualTo(1);
    }

    @Test
    void knowsNothingMoreWithoutChecks() {
      network.problems.put(FIRST, "connection refused");
      open(relay(USUAL, FIRST));
      pass(3);
      tell(relay(null, FIRST));
      assertThat(state(0)).isEqualTo("unknown");
      int before = network.tries(FIRST);
      pass(200);
      assertThat(network.tries(FIRST)).isEqualTo(before);
    }

    @Test
    void checksNothingWhileTheDoorIsClosed() {
      tell(relay(USUAL, FIRST));
      assertThat(network.tries(FIRST)).isZero();
      network.problems.put(FIRST, null);
      open(relay(USUAL, FIRST));
      checks.end();
      time.runPendingTasks();
      assertThat(network.givenUp).isEqualTo(1);
      pass(200);
      assertThat(network.tries(FIRST)).isEqualTo(1);
      assertThat(state(0)).isEqualTo("unknown");
      checks.begin();
      time.runPendingTasks();
      assertThat(network.tries(FIRST)).isEqualTo(2);
    }
  }
}
