package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertBookTest {
  private static final int MINERS = 3_000;

  private final AlertBook book = new AlertBook();
  private final List<Alert> told = new ArrayList<>();

  AlertBookTest() {
    book.listen(told::add);
  }

  private void refuseAll(long second) {
    Moment at = new Moment(second * 1_000_000_000, second * 1_000, 0);
    for (int i = 0; i < MINERS; i++) {
      Call call = Talk.call("10.1.%d.%d:5000".formatted(i / 256, i % 256), "main");
      book.report(call, at, Suspicion.REJECTED, "refused", Map.of());
    }
  }

  @Test
  void manyMinersDoNotMakeEachOthersFindingsNew() {
    refuseAll(1);
    refuseAll(2);
    assertThat(told).hasSize(MINERS);
    assertThat(book.alerts()).hasSize(1_000);
    assertThat(book.counts()).containsEntry(Suspicion.REJECTED, 2L * MINERS);
    refuseAll(4_000);
    assertThat(told).hasSize(2 * MINERS);
  }
}
