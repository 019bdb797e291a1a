package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PenanceTest {

  @Test
  void oneAddressWaitsForFourAnswersAtMost() {
    Penance penance = new Penance(3_600_000);
    for (int i = 0; i < 4; i++) {
      assertThat(penance.isFull("10.0.0.1")).isFalse();
      var _ = penance.serve("10.0.0.1");
    }
    assertThat(penance.isFull("10.0.0.1")).isTrue();
    assertThat(penance.isFull("10.0.0.2")).isFalse();
  }

  @Test
  void allTogetherWaitForSixtyFourAtMost() {
    Penance penance = new Penance(3_600_000);
    for (int i = 0; i < 64; i++) {
      assertThat(penance.isFull("10.0.1." + i)).isFalse();
      var _ = penance.serve("10.0.1." + i);
    }
    assertThat(penance.isFull("10.0.0.2")).isTrue();
  }

  @Test
  void whoHasWaitedMayTryAgain() {
    Penance penance = new Penance(1);
    List<CompletableFuture<Void>> waits = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waits.add(penance.serve("10.0.0.1"));
    }
    waits.forEach(CompletableFuture::join);
    assertThat(penance.isFull("10.0.0.1")).isFalse();
  }
}
