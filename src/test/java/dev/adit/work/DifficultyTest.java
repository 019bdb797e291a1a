package dev.adit.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adit.stratum.HexBytes;
import java.math.BigInteger;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DifficultyTest {

  private static final Percentage EXACT = Percentage.withPercentage(1e-10);

  private static Difficulty of(double value) {
    return Difficulty.of(value, Algorithm.SHA256D);
  }

  @Nested
  class AsATarget {

    static Stream<JsonNode> conversions() {
      return Vectors.list("difficulty.json", "difficulty_to_target");
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void isExactToTheLastBit(JsonNode vector) {
      double value = Double.parseDouble(vector.get("difficulty").asString());
      Difficulty difficulty = Difficulty.of(value, Vectors.algorithm(vector));
      assertThat(difficulty.target()).isEqualTo(Vectors.uint256(vector.get("target_floor")));
      assertThat(difficulty.expectedHashes())
          .isCloseTo(vector.get("expected_hashes").asDouble(), EXACT);
    }

    @Test
    void oneIsTheAlgorithmsOwn() {
      JsonNode file = Vectors.file("difficulty.json");
      assertThat(Algorithm.SHA256D.difficultyOneTarget())
          .isEqualTo(Vectors.uint256(file.get("diff1_target_sha256d")));
      assertThat(Algorithm.SCRYPT.difficultyOneTarget())
          .isEqualTo(Vectors.uint256(file.get("diff1_target_scrypt_stratum")));
    }

    @Test
    void isMetByAHashOnItAndNotByTheNext() {
      Uint256 target = of(16383.75).target();
      Uint256 above = Uint256.capped(target.toBigInteger().add(BigInteger.ONE));
      assertThat(of(16383.75).metBy(target)).isTrue();
      assertThat(of(16383.75).metBy(above)).isFalse();
    }

    @Test
    void staysWithin256Bits() {
      assertThat(of(Double.MIN_VALUE).target()).isEqualTo(Uint256.MAX);
      assertThat(of(Double.MAX_VALUE).target()).isEqualTo(Uint256.ZERO);
    }
  }

  @Nested
  class OfAHash {

    static Stream<JsonNode> blocks() {
      return Vectors.list("blocks.json", "vectors");
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void isWhatTheBlockIsWorth(JsonNode block) {
      Uint256 hash = Vectors.uint256(block.get("hash"));
      assertThat(Difficulty.ofHash(hash, Algorithm.SHA256D))
          .isCloseTo(block.get("hash_difficulty").asDouble(), EXACT);
      HexBytes target = Vectors.hex(block.get("network_target"));
      assertThat(Difficulty.ofTarget(target, Algorithm.SHA256D))
          .isCloseTo(block.get("network_difficulty").asDouble(), EXACT);
    }

    static Stream<JsonNode> scrypt() {
      return Vectors.list("scrypt.json", "vectors");
    }

    @ParameterizedTest
    @MethodSource("scrypt")
    void isInTheUnitOfTheAlgorithm(JsonNode block) {
      Uint256 hash = Vectors.uint256(block.get("pow_hash"));
      assertThat(Difficulty.ofHash(hash, Algorithm.SCRYPT))
          .isCloseTo(block.get("scrypt_difficulty").asDouble(), EXACT);
      assertThat(Difficulty.ofHash(hash, Algorithm.SHA256D))
          .isCloseTo(block.get("difficulty").asDouble(), EXACT);
    }

    @Test
    void isADifficultyWhateverTargetAMinerSuggests() {
      for (String byteOfTarget : new String[] {"00", "ff"}) {
        HexBytes target = Objects.requireNonNull(HexBytes.parse(byteOfTarget.repeat(32)));
        double value = Difficulty.ofTarget(target, Algorithm.SHA256D);
        assertThat(of(value).value()).isPositive().isFinite();
      }
    }
  }

  @Nested
  class AsHashrate {

    static Stream<JsonNode> rates() {
      return Vectors.list("difficulty.json", "hashrate");
    }

    @ParameterizedTest
    @MethodSource("rates")
    void isSharesTimesExpectedHashesOverTime(JsonNode vector) {
      double hashes = of(vector.get("share_difficulty").asDouble()).expectedHashes();
      assertThat(hashes * vector.get("shares").asInt() / vector.get("seconds").asInt())
          .isCloseTo(vector.get("hashrate_hs").asDouble(), EXACT);
    }
  }

  @Nested
  class AsText {

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "16383.75", "1", "1000", "0.00000001", "100000000000"})
    @DisplayName("T23 fractional difficulties round-trip exactly, without an exponent")
    void roundTripsExactly(String text) {
      Difficulty difficulty = of(Double.parseDouble(text));
      assertThat(difficulty).hasToString(text);
      assertThat(Double.parseDouble(difficulty.toString())).isEqualTo(difficulty.value());
    }
  }

  @Nested
  class AsANumber {

    @Test
    void isPositiveAndFinite() {
      for (double value : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(value));
      }
    }

    @Test
    void isOrderedByValue() {
      assertThat(Difficulty.min(of(2), of(0.5))).isEqualTo(of(0.5));
      assertThat(Difficulty.max(of(2), of(0.5))).isEqualTo(of(2));
      assertThat(of(1)).isNotEqualTo(Difficulty.of(1, Algorithm.SCRYPT)).hasSameHashCodeAs(of(1));
    }
  }
}
