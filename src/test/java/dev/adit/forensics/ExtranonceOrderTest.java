package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtranonceOrderTest {
  private final AlertBook book = new AlertBook();
  private final ExtranonceOrder order = new ExtranonceOrder(book);
  private final Talk talk = Talk.with(order);
  private final Random random = new Random(3);

  private void sessions(int count, IntFunction<String> extranonce1) {
    for (int i = 0; i < count; i++) {
      talk.beside(Talk.call("192.0.2.1:" + i, "main")).subscribed(extranonce1.apply(i), 8).end();
    }
  }

  private String dice(int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }

  @Test
  void saysOnceThatAPoolCountsUp() {
    sessions(200, i -> "%08x".formatted(0x6a3f0000 + i));
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.EXTRANONCE1_PREDICTABLE, 1L));
    ExtranonceView counted = new ExtranonceView(4, 8, 64, 1);
    assertThat(order.views()).containsEntry("main", counted);
    assertThat(counted.quality()).isEqualTo("generous");
  }

  @Test
  void seesACounterFromTheOtherEndAndAroundIt() {
    sessions(40, i -> "%08x".formatted(Integer.reverseBytes(0xffff_fff0 + i)));
    assertThat(book.counts()).isEqualTo(Map.of(Suspicion.EXTRANONCE1_PREDICTABLE, 1L));
    assertThat(order.views()).containsEntry("main", new ExtranonceView(4, 8, 40, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 12})
  void isSilentWhereAPoolThrowsDice(int bytes) {
    sessions(500, _ -> dice(bytes));
    assertThat(book.counts()).isEmpty();
    ExtranonceView view = order.views().get("main");
    assertThat(view).isNotNull();
    assertThat(view.unguessableBits()).isGreaterThan(Math.min(bytes, 8) * 8 - 4.5);
  }

  @Test
  void aSessionThatIsResumedIsNoChoice() {
    String[] few = {dice(4), dice(4), dice(4)};
    sessions(300, i -> few[i % few.length]);
    assertThat(book.counts()).isEmpty();
    ExtranonceView view = order.views().get("main");
    assertThat(view).isNotNull();
    assertThat(view.sessions()).isEqualTo(3);
  }

  @Test
  void namesTheSizeOfWhatIsLeftToTheMiner() {
    assertThat(ExtranonceView.quality(6)).isEqualTo("generous");
    assertThat(ExtranonceView.quality(4)).isEqualTo("adequate");
    assertThat(ExtranonceView.quality(3)).isEqualTo("limited");
  }
}
