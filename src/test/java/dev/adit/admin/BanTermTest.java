package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import dev.adit.guard.Ban;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BanTermTest {
  private static final long USUAL = 7;

  private static Object inBody(String body, long usual) {
    return BanTerm.inBody(body.getBytes(StandardCharsets.UTF_8), usual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{}"})
  void isTheUsualOneWhereNothingIsSaid(String body) {
    assertThat(inBody(body, USUAL)).isEqualTo(new Good<>(USUAL));
  }

  @Test
  void mustBeSaidWhereNoneIsUsual() {
    assertThat(inBody("", 0))
        .isEqualTo(new Bad<>("guard.ban is \"0s\": say for how long, such as {\"for\": \"1h\"}"));
    assertThat(inBody("{\"for\":\"1h\"}", 0)).isEqualTo(new Good<>(3_600_000_000_000L));
  }

  @Test
  void isADurationOrForever() {
    assertThat(inBody("{\"for\":\"250ms\"}", USUAL)).isEqualTo(new Good<>(250_000_000L));
    assertThat(inBody("{\"for\":\"forever\"}", USUAL)).isEqualTo(new Good<>(Ban.FOREVER));
  }

  @Test
  void isNamedWhereItIsWrong() {
    assertThat(inBody("{\"for\":\"1 day\"}", USUAL))
        .isEqualTo(
            new Bad<>(
                "for: \"1 day\" is not a duration: write a whole number and ms, s, m or h, such as"
                    + " \"15s\", or \"forever\""));
    assertThat(inBody("{\"for\":\"0s\"}", USUAL))
        .isEqualTo(new Bad<>("for: \"0s\" bans nobody: write a longer one"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "5",
        "null",
        "{\"for\":5}",
        "{\"until\":\"1h\"}",
        "{\"for\":\"1h\",\"x\":1}"
      })
  void isNotGuessed(String body) {
    assertThat(inBody(body, USUAL))
        .isEqualTo(new Bad<>("the body is not understood: write {\"for\": \"1h\"}, or none"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"for\":\"1h\"} x", "for=1h"})
  void isJson(String body) {
    assertThat(inBody(body, USUAL).toString()).contains("the body is not JSON");
  }
}
