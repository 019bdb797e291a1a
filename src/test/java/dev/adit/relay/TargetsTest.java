package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.Balance;
import dev.adit.config.HostPort;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final HostPort A = new HostPort("a", 1);
  private static final HostPort B = new HostPort("b", 1);
  private static final HostPort C = new HostPort("c", 1);

  private final Targets targets = new Targets();

  private List<HostPort> order(long nowNanos) {
    return targets.inOrder(nowNanos).stream().map(Target::address).toList();
  }

  private Target target(HostPort address) {
    return targets.all().stream()
        .filter(it -> it.address().equals(address))
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class InOrderOfPreference {

    @Test
    void takesTheFirstThatIsThere() {
      targets.set(List.of(A, B, C), Balance.FIRST);
      assertThat(order(0)).containsExactly(A, B, C);
      target(A).missed("refused", 0);
      assertThat(order(1)).containsExactly(B, C, A);
    }

    @Test
    void comesBackToAMissedOneAfterAWhile() {
      targets.set(List.of(A, B), Balance.FIRST);
      target(A).missed("refused", 0);
      assertThat(order(Target.SUSPECT_NANOS - 1)).containsExactly(B, A);
      assertThat(order(Target.SUSPECT_NANOS)).containsExactly(A, B);
    }

    @Test
    void putsOneWhoseChecksFailBehindOneThatWasMissed() {
      targets.set(List.of(A, B, C), Balance.FIRST);
      target(A).unhealthy("no answer", 1);
      target(B).missed("refused", 0);
      assertThat(order(1)).containsExactly(C, B, A);
    }

    @Test
    void triesAllWhereNoneSeemsToBeThere() {
      targets.set(List.of(A, B), Balance.FIRST);
      target(A).unhealthy("no answer", 1);
      target(B).unhealthy("no answer", 1);
      assertThat(order(1)).containsExactly(A, B);
    }
  }

  @Nested
  class InTurn {

    private List<HostPort> firsts(int count) {
      List<HostPort> firsts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        firsts.add(order(1).getFirst());
      }
      return firsts;
    }

    @Test
    void givesEachItsTurn() {
      targets.set(List.of(A, B, C), Balance.ROUND_ROBIN);
      assertThat(firsts(6)).containsExactly(B, C, A, B, C, A);
    }

    @Test
    void leavesOutWhatIsNotThereAndSharesItsTurnsEqually() {
      targets.set(List.of(A, B, C), Balance.ROUND_ROBIN);
      target(B).unhealthy("no answer", 1);
      assertThat(firsts(4)).containsExactlyInAnyOrder(A, A, C, C);
    }
  }

  @Test
  void keepsWhatIsKnownOfATargetThatStays() {
    targets.set(List.of(A, B), Balance.FIRST);
    target(A).unhealthy("no answer", 1);
    targets.set(List.of(A, C), Balance.FIRST);
    assertThat(order(1)).containsExactly(C, A);
  }

  @Nested
  class OfOne {
    private final Target one = new Target(A);

    @Test
    void isDownOnlyAfterAllItsTriesHaveFailed() {
      assertThat(one.unhealthy("no answer", 3)).isFalse();
      assertThat(one.unhealthy("no answer", 3)).isFalse();
      assertThat(one.state(0)).isEqualTo(Target.State.UNKNOWN);
      assertThat(one.unhealthy("no answer", 3)).isTrue();
      assertThat(one.unhealthy("no answer", 3)).isFalse();
      assertThat(one.state(0)).isEqualTo(Target.State.DOWN);
      assertThat(one.view(0).problem()).isEqualTo("no answer");
    }

    @Test
    void isUpAgainAfterOneThatSucceeds() {
      one.unhealthy("no answer", 1);
      assertThat(one.healthy()).isTrue();
      assertThat(one.healthy()).isFalse();
      assertThat(one.state(0)).isEqualTo(Target.State.UP);
      assertThat(one.view(0).problem()).isEmpty();
      assertThat(one.unhealthy("no answer", 2)).isFalse();
    }
  }
}
