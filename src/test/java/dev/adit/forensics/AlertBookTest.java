package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertBookTest {
  private static final int MINERS = 900;
  private static final int STRANGERS = 3_000;

  private final AlertBook book = new AlertBook();
  private final List<Alert> told = new ArrayList<>();

  AlertBookTest() {
    book.listen(told::add);
  }

  private void refuse(int miners, long second) {
    report(Suspicion.REJECTED, miners, second);
  }

  private void report(Suspicion what, int miners, long second) {
    Moment at = new Moment(second * 1_000_000_000, second * 1_000, 0);
    for (int i = 0; i < miners; i++) {
      Call call = Talk.call("10.1.%d.%d:5000".formatted(i / 256, i % 256), "main");
      book.report(call, at, what, "refused", Map.of());
    }
  }

  @Test
  void manyMinersDoNotMakeEachOthersFindingsNew() {
    refuse(MINERS, 1);
    report(Suspicion.REJECTED_OFTEN, MINERS, 1);
    refuse(MINERS, 2);
    report(Suspicion.REJECTED_OFTEN, MINERS, 2);
    assertThat(told).hasSize(2 * MINERS);
    assertThat(book.alerts()).hasSize(1_000);
    assertThat(book.counts()).containsEntry(Suspicion.REJECTED, 2L * MINERS);
    refuse(MINERS, 4_000);
    assertThat(told).hasSize(3 * MINERS);
  }

  @Test
  void strangersFillNoFile() {
    refuse(STRANGERS, 1);
    assertThat(told).hasSize(1_000);
    assertThat(book.counts()).containsEntry(Suspicion.REJECTED, (long) STRANGERS);
    refuse(STRANGERS, 100);
    assertThat(told).hasSize(1_001);
    // Not what others do, nor what nobody can make up.
    report(Suspicion.SHARES_RAPID, 1, 101);
    report(Suspicion.PAYOUT_CHANGES, 1, 101);
    report(Suspicion.BLOCK, STRANGERS, 101);
    assertThat(told).hasSize(1_003 + STRANGERS);
  }

  @Test
  void strangersDriveOutNothingButTheirOwn() {
    report(Suspicion.NTIME_BEHIND, 1, 1);
    report(Suspicion.NEAR_MISS, 10, 1);
    report(Suspicion.SUBMITTED_NTIME_FAR_OFF, STRANGERS, 2);
    report(Suspicion.REJECTED, STRANGERS, 3);
    assertThat(book.alerts()).hasSize(1_000);
    assertThat(book.alerts().stream().map(Alert::what))
        .contains(Suspicion.NTIME_BEHIND, Suspicion.SUBMITTED_NTIME_FAR_OFF);
    assertThat(book.alerts().stream().filter(it -> it.what() == Suspicion.NEAR_MISS)).hasSize(10);
  }
}
