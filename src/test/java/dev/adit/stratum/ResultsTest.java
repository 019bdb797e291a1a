package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
  private final StratumCodec codec = new StratumCodec();

  @Nested
  class OfSubscribe {
    @Test
    @DisplayName("T6: there is a mining.notify pair, and a text at [0][0][1]")
    void namesTheSessionInBothPairs() {
      assertThat(Results.subscribed("5e55", Lines.hex("AB01"), 4))
          .isEqualTo(
              "[[[\"mining.set_difficulty\",\"5e55\"],[\"mining.notify\",\"5e55\"]],\"ab01\",4]");
    }

    @Test
    void readsWhatItWrote() {
      assertThat(codec.readSubscription(Results.subscribed("a\"b", Lines.hex("ab01"), 4)))
          .isEqualTo(new Subscription(Lines.hex("ab01"), 4, "a\"b"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "[[[\"mining.notify\",\"s\"]],\"ab\",8]                                 | 8 | s",
          "[[[\"mining.notify\",\"s\"],[\"mining.set_difficulty\",\"d\"]],\"ab\",8] | 8 | s",
          "[[[\"mining.set_difficulty\",\"d\"]],\"ab\",8]                         | 8 | ",
          "[[\"mining.notify\",\"s\"],\"ab\",8]                                   | 8 | s",
          "[[[\"Mining.Notify.x\",\"s\"]],\"AB\",\"4\",true]                      | 4 | s",
          "[[],\"ab\",0]                                                          | 0 | ",
          "[null,\"ab\",17]                                                       | 17 | ",
          "[[[\"mining.notify\",7],[]],\"ab\",-1]                                 | -1 | "
        })
    void findsTheSessionInAnyOrder(String json, int size, String sessionId) {
      assertThat(codec.readSubscription(json))
          .isEqualTo(new Subscription(Lines.hex("ab"), size, sessionId));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "true",
          "null",
          "",
          "{}",
          "[]",
          "[[[\"mining.notify\",\"s\"]],\"ab\"]",
          "[\"ab\",4]",
          "[[],\"abc\",4]",
          "[[],7,4]",
          "[[],\"ab\",4.5]",
          "[[],\"ab\",\"x\"]",
          "[[],\"ab\",4"
        })
    void isNothingWithoutTheShape(String json) {
      assertThat(codec.readSubscription(json)).isNull();
    }
  }

  @Nested
  class OfConfigure {
    @Test
    @DisplayName("T26: every extension asked for has its entry, in the order asked")
    void hasAnEntryForEachExtension() {
      Map<String, String> outcomes = new LinkedHashMap<>();
      outcomes.put("x\"y", "false");
      outcomes.put("version-rolling", "true");
      outcomes.put("version-rolling.mask", Results.quotedHex(0x6000));
      String json = Results.configured(outcomes);
      assertThat(json)
          .isEqualTo(
              "{\"x\\\"y\":false,\"version-rolling\":true,\"version-rolling.mask\":\"00006000\"}");
      assertThat(codec.readVersionMask(json)).isEqualTo(0x6000);
      assertThat(Results.configured(Map.of())).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "null",
          "",
          "true",
          "{\"version-rolling\":true}",
          "{\"version-rolling\":false,\"version-rolling.mask\":\"1fffe000\"}",
          "{\"version-rolling\":\"not here\",\"version-rolling.mask\":\"1fffe000\"}",
          "{\"version-rolling.mask\":\"1fffe000\"}",
          "{\"version-rolling\":true,\"version-rolling.mask\":\"zz\"}",
          "{\"version-rolling\":true,\"version-rolling\":true,\"version-rolling.mask\":\"1\"}"
        })
    void grantsNoBitsUnlessItSaysSo(String json) {
      assertThat(codec.readVersionMask(json)).isZero();
    }

    @Test
    void readsAMaskOfAllBits() {
      assertThat(
              codec.readVersionMask(
                  "{\"version-rolling.mask\":\"FFFFFFFF\",\"version-rolling\":true}"))
          .isEqualTo(-1);
    }
  }
}
