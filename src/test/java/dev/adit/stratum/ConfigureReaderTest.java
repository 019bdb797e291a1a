package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.MinerMessage.Configure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigureReaderTest {
  private static final RequestId ONE = RequestId.of(1);

  private static MinerMessage configure(String params) {
    return Lines.miner("{\"id\":1,\"method\":\"mining.configure\",\"params\":" + params + "}");
  }

  @Test
  void readsEveryExtensionAndItsOptions() {
    String line =
        "[[\"minimum-difficulty\",\"version-rolling\",\"x\",\"info\"],"
            + "{\"minimum-difficulty.value\":2048.5,\"version-rolling.mask\":\"1FFFE000\","
            + "\"version-rolling.min-bit-count\":2,\"info.hw-version\":\"S19\","
            + "\"info.sw-version\":\"1.2\\u0007\",\"info.connection-url\":7}]";
    assertThat(configure(line))
        .isEqualTo(
            new Configure(
                ONE,
                List.of("minimum-difficulty", "version-rolling", "x", "info"),
                0x1fffe000,
                2048.5,
                "S19 1.2?"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "null", "7", "[{},[]]", "[null]", "[[7,null,{}]]"})
  void takesMissingAndUnusablePartsForEmpty(String params) {
    assertThat(configure(params)).isEqualTo(new Configure(ONE, List.of(), -1, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"ffffffff\"', -1",
    "'\"1\"', 1",
    "'\"0\"', 0",
    "'\"zz\"', -1",
    "'\"123456789\"', -1",
    "7, -1"
  })
  void rollsAllBitsWhereTheMaskIsUnusable(String mask, int expected) {
    assertThat(configure("[[\"version-rolling\"],{\"version-rolling.mask\":" + mask + "}]"))
        .isEqualTo(new Configure(ONE, List.of("version-rolling"), expected, null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "1e999", "\"x\"", "null", "[]"})
  void hasNoMinimumWhereItIsUnusable(String value) {
    assertThat(configure("[[],{\"minimum-difficulty.value\":" + value + "}]"))
        .isEqualTo(new Configure(ONE, List.of(), -1, null, null));
  }

  @Test
  void cutsLongInfo() {
    assertThat(configure("[[],{\"info.hw-id\":\"" + "h".repeat(500) + "\"}]"))
        .isEqualTo(new Configure(ONE, List.of(), -1, null, "h".repeat(128)));
  }
}
