package dev.adit.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class Uint256Test {

  private static final String HEX =
      "0123456789abcdef" + "fedcba9876543210" + "8000000000000001" + "00000000000000ff";

  private static Uint256 of(String hex) {
    return Uint256.capped(new BigInteger(hex, 16));
  }

  @Nested
  class AsText {

    @Test
    void hasSixtyFourDigitsMostSignificantFirst() {
      assertThat(of(HEX).toHex()).isEqualTo(HEX);
      assertThat(new Uint256(0, 0, 0, 1).toHex()).hasSize(64).endsWith("01");
    }

    @Test
    void readsBytesInEitherOrder() {
      byte[] bytes = new byte[40];
      bytes[4] = (byte) 0xab;
      assertThat(Uint256.fromBigEndian(bytes, 4).toHex()).startsWith("ab00").endsWith("00");
      assertThat(Uint256.fromLittleEndian(bytes, 4).toHex()).startsWith("00").endsWith("00ab");
    }
  }

  @Nested
  class AsANumber {

    @Test
    void isUnsigned() {
      assertThat(of("ff".repeat(32)))
          .isEqualTo(Uint256.MAX)
          .isGreaterThan(of("7f" + "ff".repeat(31)));
      assertThat(new Uint256(0, 0, 0, -1)).isLessThan(new Uint256(0, 0, 1, 0));
      assertThat(Uint256.MAX.toBigInteger())
          .isEqualTo(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
    }

    @Test
    void stopsAtItsLargest() {
      assertThat(Uint256.capped(BigInteger.TWO.pow(256))).isEqualTo(Uint256.MAX);
    }

    @Test
    void ordersAndConvertsAsBigIntegerDoes() {
      long seed = 5;
      Random random = new Random(seed);
      for (int i = 0; i < 20_000; i++) {
        Uint256 a = random(random);
        Uint256 b =
            random.nextBoolean()
                ? random(random)
                : new Uint256(a.w3(), a.w2(), a.w1(), random.nextLong());
        BigInteger bigA = a.toBigInteger();
        assertThat(Integer.signum(a.compareTo(b)))
            .as("seed %d step %d", seed, i)
            .isEqualTo(bigA.compareTo(b.toBigInteger()));
        assertThat(a.toDouble() / bigA.doubleValue()).isCloseTo(1, within(1e-15));
      }
    }

    private static Uint256 random(Random random) {
      return new Uint256(
          random.nextLong() >>> random.nextInt(64),
          random.nextLong(),
          random.nextLong(),
          random.nextLong());
    }
  }

  @Nested
  class AsNbits {

    static Stream<JsonNode> nbits() {
      return Vectors.list("difficulty.json", "nbits");
    }

    @ParameterizedTest
    @MethodSource("nbits")
    void standsForItsTargetOrForNone(JsonNode vector) {
      Uint256 target = Uint256.ofNbits(Vectors.number(vector.get("nbits")));
      if (vector.get("valid").asBoolean()) {
        assertThat(target).isEqualTo(Vectors.uint256(vector.get("target")));
      } else {
        assertThat(target).isNull();
      }
    }

    static Stream<JsonNode> targets() {
      return Vectors.list("difficulty.json", "target_to_nbits");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void isTheCompactFormOfATarget(JsonNode vector) {
      assertThat(Vectors.uint256(vector.get("target")).toNbits())
          .isEqualTo(Vectors.number(vector.get("nbits")));
    }

    @Test
    void overflowsOnlyWhereTheMantissaLeaves256Bits() {
      assertThat(Uint256.ofNbits(0x22_0000ff)).isEqualTo(of("ff" + "00".repeat(31)));
      assertThat(Uint256.ofNbits(0x21_00ffff)).isEqualTo(of("ffff" + "00".repeat(30)));
      assertThat(Uint256.ofNbits(0x22_000100)).isNull();
      assertThat(Uint256.ofNbits(0x21_010000)).isNull();
      assertThat(Uint256.ofNbits(0x23_000001)).isNull();
    }
  }
}
