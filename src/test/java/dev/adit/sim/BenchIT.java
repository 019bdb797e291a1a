package dev.adit.sim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/// That every measurement measures; with no proxy between, which is what `--direct` does.
class BenchIT {
  private final InetSocketAddress pool = freeAddress();
  private final Bench bench =
      new Bench(
          new BenchSettings()
              .poolListen(pool)
              .targets(List.of(pool))
              .validate(true)
              .seconds(1)
              .warmUp(0)
              .settle(0)
              .pid(ProcessHandle.current().pid()));

  @Test
  void latencyOfGoodShares() throws Exception {
    Figures figures = only(bench.latency(5, 100));
    assertThat(figures.get("rejected")).isZero();
    assertThat(figures.get("shares")).isPositive();
    assertThat(figures.get("p50_us")).isPositive().isLessThanOrEqualTo(figures.get("max_us"));
  }

  @Test
  void latencyOfSeveralPathsInTurn() throws Exception {
    List<BenchRow> rows =
        new Bench(
                new BenchSettings()
                    .poolListen(pool)
                    .targets(List.of(pool, pool))
                    .direct(true)
                    .seconds(2)
                    .warmUp(0)
                    .settle(0))
            .latency(5, 100);
    assertThat(rows).hasSize(3);
    assertThat(rows.getFirst().path()).isEqualTo("direct");
    assertThat(rows).allSatisfy(row -> assertThat(only(List.of(row)).get("shares")).isPositive());
  }

  @Test
  void throughputOfGoodSharesAndWhatTheyCost() throws Exception {
    Figures figures = only(bench.throughput(5, 4));
    assertThat(figures.get("rejected")).isZero();
    assertThat(figures.get("shares")).isGreaterThan(100);
    assertThat(figures.get("cpu_us_per_share")).isPositive();
  }

  @Test
  void fanoutToEveryMiner() throws Exception {
    Figures figures = only(bench.fanout(50, 3));
    assertThat(figures.get("first_ms")).isPositive().isLessThanOrEqualTo(figures.get("last_ms"));
  }

  @Test
  void connectLosesNobody() throws Exception {
    Figures figures = only(bench.connect(200));
    assertThat(figures.get("lost")).isZero();
    assertThat(figures.get("per_s")).isPositive();
  }

  @Test
  void saysWhenTheTargetGivesNoWork() {
    Bench nobody = new Bench(new BenchSettings().poolListen(pool).targets(List.of(freeAddress())));
    assertThatIllegalStateException()
        .isThrownBy(() -> nobody.latency(3, 10))
        .withMessageContaining("0 of 3 miners");
  }

  @Test
  void theTableHasALineForEachPath() {
    List<String> lines =
        BenchTable.of(
            List.of(
                BenchRow.of("direct").with("shares", 12),
                BenchRow.of("127.0.0.1:3333").with("shares", 7).with("cpu_us", 1.25)));
    assertThat(lines)
        .containsExactly(
            "path                       shares     cpu_us",
            "direct                         12          -",
            "127.0.0.1:3333                  7        1.3");
  }

  private interface Figures {
    double get(String name);
  }

  private static Figures only(List<BenchRow> rows) {
    assertThat(rows).hasSize(1);
    return name -> requireNonNull(rows.getFirst().figures().get(name)).doubleValue();
  }

  private static InetSocketAddress freeAddress() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    } catch (IOException none) {
      throw new IllegalStateException(none);
    }
  }
}
