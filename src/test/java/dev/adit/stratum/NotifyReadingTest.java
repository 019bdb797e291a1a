package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.PoolMessage.Garbage;
import dev.adit.stratum.PoolMessage.Notify;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotifyReadingTest {
  private static final String HASH = "0f".repeat(32);
  private static final String EIGHT =
      "\"j1\",\""
          + HASH
          + "\",\"01\",\"02\",[\""
          + HASH
          + "\"],\"20000004\",\"1705c739\",\"64495522\"";

  private static PoolMessage said(String method, String params) {
    return Lines.pool("{\"id\":null,\"method\":\"" + method + "\",\"params\":" + params + "}");
  }

  private static Notify job(boolean clean) {
    return new Notify(
        "j1",
        Lines.hex(HASH),
        Lines.hex("01"),
        Lines.hex("02"),
        List.of(Lines.hex(HASH)),
        0x20000004,
        0x1705c739,
        0x64495522,
        clean);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                      | false",
        ",true                   | true",
        ",false                  | false",
        ",\"true\"               | true",
        ",\"True\"               | true",
        ",\"false\"              | false",
        ",1                      | true",
        ",0                      | false",
        ",\"1\"                  | true",
        ",null                   | false",
        ",\"64495522\",true      | true",
        ",{},[],\"x\",\"true\"   | true",
        ",true,false             | false"
      })
  @DisplayName("T32: the clean flag is the last element, in whatever spelling")
  void findsTheCleanFlag(String rest, boolean clean) {
    assertThat(said("mining.notify", "[" + EIGHT + rest + "]")).isEqualTo(job(clean));
  }

  @Test
  @DisplayName("T32: jsonrpc 2.0 and an id change nothing")
  void ignoresWhatSomePoolsAdd() {
    assertThat(
            Lines.pool(
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"params\":["
                    + EIGHT
                    + ",true],\"method\":\"mining.notify\"}\r"))
        .isEqualTo(job(true));
  }

  @Test
  void takesAnEmptyBranchAndOneOfThirtyTwo() {
    String empty = EIGHT.replace("[\"" + HASH + "\"]", "[]");
    assertThat(said("mining.notify", "[" + empty + "]"))
        .isInstanceOfSatisfying(Notify.class, job -> assertThat(job.branch()).isEmpty());
    assertThat(said("mining.notify", "[" + withBranches(32) + "]")).isInstanceOf(Notify.class);
    assertThat(said("mining.notify", "[" + withBranches(33) + "]")).isInstanceOf(Garbage.class);
  }

  private static String withBranches(int count) {
    String hashes = String.join(",", Collections.nCopies(count, "\"" + HASH + "\""));
    return EIGHT.replace("[\"" + HASH + "\"]", "[" + hashes + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"j1\"       | 7",
        "\"01\"       | \"0\"",
        "\"02\"       | \"0x\"",
        "\"01\"       | null",
        "\"20000004\" | \"2000000\"",
        "\"1705c739\" | \"1705c7399\"",
        "\"64495522\" | 1682527522",
        "\"64495522\" | \"6449552g\"",
        "[            | [7,",
        "[            | [\"00\",",
        "0f0f         | 0f",
        ",\"64495522\"| ''"
      })
  void callsAJobWithAnUnusablePartGarbage(String usable, String unusable) {
    String broken = EIGHT.replace(usable, unusable);
    assertThat(broken).isNotEqualTo(EIGHT);
    assertThat(said("mining.notify", "[" + broken + "]")).isInstanceOf(Garbage.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "null", "7"})
  void callsAJobWithoutPartsGarbage(String params) {
    assertThat(said("mining.notify", params)).isInstanceOf(Garbage.class);
  }
}
