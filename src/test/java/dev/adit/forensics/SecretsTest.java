package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  private static @Nullable String masked(String line) {
    byte[] bytes = ("##" + line + "##").getBytes(StandardCharsets.UTF_8);
    byte[] masked = new Secrets().masked(bytes, 2, bytes.length - 4);
    return masked == null ? null : new String(masked, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":2, \"method\":\"mining.authorize\",\"params\":[\"wé\", \"s3\\\"cret\"] }"
            + "|{\"id\":2, \"method\":\"mining.authorize\",\"params\":[\"wé\", \"***\"] }",
        "{\"params\":[\"w\",12345 ,{\"s3\":1}],\"method\":\"mining.auth\\u006frize\"}"
            + "|{\"params\":[\"w\",\"***\" ,\"***\"],\"method\":\"mining.auth\\u006frize\"}",
        "{\"method\":\"login\",\"params\":{\"login\":\"w\",\"p\\u0061ss\":\"s3\",\"agent\":\"a\"}}"
            + "|{\"method\":\"login\",\"params\":{\"login\":\"w\",\"p\\u0061ss\":\"***\",\"agent\":\"a\"}}",
        "{\"method\":\"x\",\"params\":[{\"password\":\"s3\"},1]}"
            + "|{\"method\":\"x\",\"params\":[\"***\",1]}",
        "{\"method\":\"MINING.AUTHORIZE\",\"params\":[\"w\",\"s3\"],\"params\":[\"w\",\"s4\"]}"
            + "|{\"method\":\"MINING.AUTHORIZE\",\"params\":[\"w\",\"***\"],\"params\":[\"w\",\"***\"]}",
      })
  void starsPasswordsAndKeepsAllElse(String line, String expected) {
    assertThat(masked(line)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"method\":\"mining.authorize\",\"params\":[\"w\",\"s3",
        "{'method':'mining.authorize','params':['w','s3']}",
        "mining.authorize w s3"
      })
  void starsAllOfWhatMayBeALogin(String line) {
    assertThat(masked(line)).isEqualTo("\"***\"");
  }

  @Test
  void leavesOtherLines() {
    assertThat(masked("{\"method\":\"mining.submit\",\"params\":[\"author\",\"1\"]}")).isNull();
    assertThat(masked("no JSON")).isNull();
  }
}
