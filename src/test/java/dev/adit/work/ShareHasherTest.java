package dev.adit.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ShareHasherTest {

  private static final Percentage EXACT = Percentage.withPercentage(1e-10);

  private final ShareHasher hasher = new ShareHasher();

  @Nested
  class OfRealShares {

    static Stream<JsonNode> shares() {
      return Vectors.list("shares-real.json", "vectors");
    }

    @ParameterizedTest
    @MethodSource("shares")
    void rebuildsWhatTheMinerHashed(JsonNode vector) {
      Candidate share = Vectors.share(vector);
      JsonNode expected = vector.get("expect");

      Proof proof = hasher.prove(share, VersionFormula.BIP);

      assertThat(hasher.coinbaseHash(share)).hasToString(expected.get("coinbase_hash").asString());
      assertThat(proof.merkleRoot()).hasToString(expected.get("merkle_root").asString());
      assertThat(proof.header()).hasToString(expected.get("header").asString());
      assertThat(proof.blockHash()).hasToString(expected.get("hash").asString());
      assertThat(proof.powHash()).isEqualTo(proof.blockHash());
      assertThat(proof.block()).isEqualTo(expected.get("is_block").asBoolean());
      assertThat(proof.difficulty()).isCloseTo(expected.get("difficulty").asDouble(), EXACT);
      if (expected.has("meets_pool_difficulty")) {
        assertThat(share.job().poolDifficulty().metBy(proof.powHash()))
            .isEqualTo(expected.get("meets_pool_difficulty").asBoolean());
      }
    }
  }

  @Nested
  class OfCoinbases {

    static Stream<JsonNode> coinbases() {
      return Vectors.list("merkle.json", "vectors").filter(vector -> vector.has("coinb1"));
    }

    @ParameterizedTest
    @MethodSource("coinbases")
    void foldsTheBranchIntoTheRoot(JsonNode vector) {
      Candidate share = candidate(vector);
      assertThat(hasher.coinbaseHash(share)).hasToString(vector.get("coinbase_hash").asString());
      Proof proof = hasher.prove(share, VersionFormula.BIP);
      assertThat(proof.merkleRoot()).hasToString(vector.get("merkle_root").asString());
      if (vector.has("header")) {
        assertThat(proof.header()).hasToString(vector.get("header").asString());
      }
    }

    private static Candidate candidate(JsonNode vector) {
      boolean whole = vector.has("header");
      HexBytes noHash = HexBytes.of(new byte[32]);
      PoolMessage.Notify notify =
          new PoolMessage.Notify(
              "1",
              whole ? Vectors.hex(vector.get("prevhash")) : noHash,
              Vectors.hex(vector.get("coinb1")),
              Vectors.hex(vector.get("coinb2")),
              Vectors.branch(vector),
              whole ? Vectors.number(vector.get("version")) : 0,
              whole ? Vectors.number(vector.get("nbits")) : 0,
              0,
              true);
      Difficulty one = Difficulty.of(1, Algorithm.SHA256D);
      return new Candidate(
          new Job(notify, Algorithm.SHA256D, one),
          Vectors.hex(vector.get("extranonce1")),
          Vectors.hex(vector.get("extranonce2")),
          whole ? Vectors.number(vector.get("ntime")) : 0,
          whole ? Vectors.number(vector.get("nonce")) : 0,
          null,
          0,
          one);
    }

    @Test
    void mayBeLargerThanAnySeenBefore() {
      JsonNode vector = Vectors.list("shares-real.json", "vectors").findFirst().orElseThrow();
      Candidate small = Vectors.share(vector);
      PoolMessage.Notify notify = small.job().notification();
      HexBytes huge = HexBytes.of(new byte[20_000]);
      PoolMessage.Notify larger =
          new PoolMessage.Notify(
              notify.jobId(),
              notify.prevhash(),
              notify.coinb1(),
              huge,
              notify.branch(),
              notify.version(),
              notify.nbits(),
              notify.ntime(),
              notify.clean());
      Candidate large =
          new Candidate(
              new Job(larger, Algorithm.SHA256D, small.difficulty()),
              small.extranonce1(),
              small.extranonce2(),
              small.ntime(),
              small.nonce(),
              null,
              0,
              small.difficulty());

      Proof before = hasher.prove(small, VersionFormula.BIP);
      HexBytes hash = hasher.coinbaseHash(large);

      assertThat(hash).isEqualTo(new ShareHasher().coinbaseHash(large));
      assertThat(hasher.prove(small, VersionFormula.BIP)).isEqualTo(before);
    }
  }

  @Nested
  class OfBlocks {

    static Stream<JsonNode> blocks() {
      return Vectors.list("blocks.json", "vectors");
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void namesThemAndKnowsThem(JsonNode block) {
      Uint256 target = Objects.requireNonNull(Uint256.ofNbits(Vectors.number(block.get("nbits"))));
      byte[] header = Vectors.hex(block.get("header")).toByteArray();

      Proof proof = hasher.hash(header, Algorithm.SHA256D, target);

      assertThat(target).hasToString(block.get("network_target").asString());
      assertThat(proof.blockHash()).hasToString(block.get("hash").asString());
      assertThat(proof.block()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void turnsThePreviousHashOnTheWireIntoTheHeaders(JsonNode block) {
      JsonNode wire = block.get("stratum");
      PoolMessage.Notify notify =
          new PoolMessage.Notify(
              "1",
              Vectors.hex(wire.get("prevhash")),
              HexBytes.EMPTY,
              HexBytes.EMPTY,
              List.of(),
              0,
              Vectors.number(wire.get("nbits")),
              0,
              true);
      byte[] template = new byte[Header.SIZE];
      new Job(notify, Algorithm.SHA256D, Difficulty.of(1, Algorithm.SHA256D))
          .copyHeaderTo(template);

      byte[] header = Vectors.hex(block.get("header")).toByteArray();
      assertThat(Arrays.copyOfRange(template, 4, 36)).isEqualTo(Arrays.copyOfRange(header, 4, 36));
      assertThat(Arrays.copyOfRange(template, 72, 76))
          .isEqualTo(Arrays.copyOfRange(header, 72, 76));
    }
  }

  @Nested
  class OfScrypt {

    static Stream<JsonNode> headers() {
      return Vectors.list("scrypt.json", "vectors");
    }

    @ParameterizedTest
    @MethodSource("headers")
    void provesWithOneHashAndNamesWithTheOther(JsonNode vector) {
      Uint256 target = Objects.requireNonNull(Uint256.ofNbits(Vectors.number(vector.get("nbits"))));
      byte[] header = Vectors.hex(vector.get("header")).toByteArray();

      Proof proof = hasher.hash(header, Algorithm.SCRYPT, target);

      assertThat(proof.blockHash()).hasToString(vector.get("block_hash").asString());
      assertThat(proof.powHash()).hasToString(vector.get("pow_hash").asString());
      assertThat(proof.block()).isEqualTo(vector.get("is_block").asBoolean());
      assertThat(proof.difficulty()).isCloseTo(vector.get("scrypt_difficulty").asDouble(), EXACT);
    }
  }
}
