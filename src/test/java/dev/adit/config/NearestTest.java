package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  @ParameterizedTest
  @CsvSource({
    "pools, pools, 0",
    "POOLS, pools, 0",
    "pols, pools, 1",
    "poolss, pools, 1",
    "pills, pools, 2",
    "'', pools, 5",
    "kitten, sitting, 3",
  })
  void countsTheEditsBetweenTwoNames(String one, String other, int edits) {
    assertThat(Nearest.distance(one, other)).isEqualTo(edits);
  }

  @Test
  void namesTheNearest() {
    assertThat(Nearest.cure("vardif", List.of("bind", "vardiff", "tls")))
        .isEqualTo("did you mean \"vardiff\"?");
  }

  @Test
  void hasNothingToNameWhereNothingIsKnown() {
    assertThat(Nearest.cure("vardif", List.of())).isEqualTo("remove it");
  }
}
