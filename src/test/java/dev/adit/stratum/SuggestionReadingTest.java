package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.MinerMessage.Malformed;
import dev.adit.stratum.MinerMessage.SuggestDifficulty;
import dev.adit.stratum.MinerMessage.SuggestTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionReadingTest {
  private static final RequestId ONE = RequestId.of(1);

  private static MinerMessage request(String method, String params) {
    return Lines.miner("{\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mining.suggest_difficulty       | [1000]           | 1000",
        "mining.suggest_difficulty       | [\"1000\"]       | 1000",
        "mining.suggest_difficulty       | 1000             | 1000",
        "mining.suggest_difficulty       | [\"0.000100\"]   | 0.0001",
        "mining.suggest_difficulty       | [1e-9]           | 1e-9",
        "mining.suggest_difficulty(1000) | []               | 1000",
        "mining.suggest_difficulty(0.5)  | [7]              | 0.5",
        "mining.suggest_difficulty(16    | []               | 16",
        "Mining.Suggest_Difficulty       | [512]            | 512"
      })
  void takesADifficultyInEachOfItsForms(String method, String params, double difficulty) {
    assertThat(request(method, params)).isEqualTo(new SuggestDifficulty(ONE, difficulty));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[0]", "[-1]", "[-0.0]", "[]", "{}", "[null]", "[\"\"]", "[\"1 \"]", "[[1]]"})
  void refusesADifficultyThatIsNone(String params) {
    assertThat(request("mining.suggest_difficulty", params))
        .isEqualTo(new Malformed(ONE, "mining.suggest_difficulty", "Invalid difficulty"));
    assertThat(request("mining.suggest_difficulty(x)", params)).isInstanceOf(Malformed.class);
  }

  @Test
  void padsATargetOnTheLeft() {
    HexBytes one = Lines.hex("0".repeat(63) + "1");
    assertThat(request("mining.suggest_target", "[\"1\"]")).isEqualTo(new SuggestTarget(ONE, one));
    HexBytes all = Lines.hex("f".repeat(64));
    assertThat(request("mining.suggest_target", "[\"" + "F".repeat(64) + "\"]"))
        .isEqualTo(new SuggestTarget(ONE, all));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[\"\"]", "[\"00\"]", "[\"xyz\"]", "[1]", "{}"})
  void refusesATargetThatIsNone(String params) {
    assertThat(request("mining.suggest_target", params)).isInstanceOf(Malformed.class);
    assertThat(request("mining.suggest_target", "[\"" + "1".repeat(65) + "\"]"))
        .isInstanceOf(Malformed.class);
  }
}
