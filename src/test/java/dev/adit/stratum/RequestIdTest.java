package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestIdTest {

  @Test
  void findsTheNumberThatWeChoseInWhicheverShapeThePoolEchoesIt() {
    assertThat(RequestId.of(42).number()).isEqualTo(42);
    assertThat(new RequestId("\"42\"").number()).isEqualTo(42);
    assertThat(new RequestId("999999999999999999").number()).isEqualTo(999999999999999999L);
  }

  @Test
  void isNoNumberWhereThePoolMadeItUp() {
    for (String json :
        new String[] {"null", "-1", "1.5", "{}", "\"\"", "\"", "\"a\"", "9999999999999999999"}) {
      assertThat(new RequestId(json).number()).as(json).isEqualTo(-1);
    }
  }
}
