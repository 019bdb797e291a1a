package dev.adit.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.HexBytes;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DuplicateTableTest {

  private final DuplicateTable table = new DuplicateTable();

  @Test
  void knowsWhatWasAdded() {
    assertThat(table.add(new Uint256(0, 5, 6, 7))).isTrue();
    assertThat(table.add(new Uint256(0, 5, 6, 7))).isFalse();
    assertThat(table.add(new Uint256(0, 5, 6, 8))).isTrue();
    assertThat(table.add(new Uint256(0, 5, 7, 7))).isTrue();
    assertThat(table.size()).isEqualTo(3);
  }

  @Test
  void takesWordsOfZerosForHashesToo() {
    assertThat(table.add(Uint256.ZERO)).isTrue();
    assertThat(table.add(Uint256.ZERO)).isFalse();
    assertThat(table.add(new Uint256(0, 0, 9, 0))).isTrue();
    assertThat(table.add(new Uint256(0, 0, 0, 9))).isTrue();
    assertThat(table.size()).isEqualTo(3);
  }

  @Test
  void agreesWithASetWhileItGrows() {
    long seed = 20;
    Random random = new Random(seed);
    Set<Uint256> set = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      // Few different words, so that hashes repeat and places collide.
      Uint256 hash = new Uint256(0, 0, 2 + random.nextInt(40), random.nextInt(1_000) * 64L);
      assertThat(table.add(hash)).as("seed %d step %d", seed, i).isEqualTo(set.add(hash));
    }
    assertThat(table.size()).isEqualTo(set.size());
  }

  @Test
  @DisplayName("T20 the same share in other letters is the same share")
  void seesThroughTheTextOfAShare() {
    JsonNode vector =
        Vectors.list("shares-real.json", "vectors")
            .filter(it -> it.get("id").asString().equals("public-pool-testnet-bitaxe"))
            .findFirst()
            .orElseThrow();
    Candidate share = Vectors.share(vector);
    String upper = share.extranonce2().hex().toUpperCase(Locale.ROOT);
    Candidate again =
        new Candidate(
            share.job(),
            share.extranonce1(),
            Objects.requireNonNull(HexBytes.parse(upper)),
            Integer.parseUnsignedInt("64B3F3EC", 16),
            Integer.parseUnsignedInt("00ED460D91", 16),
            share.versionBits(),
            share.versionMask(),
            share.difficulty());
    ShareJudge judge = new ShareJudge();
    assertThat(upper).isNotEqualTo(share.extranonce2().hex());
    assertThat(table.add(judge.prove(share).powHash())).isTrue();
    assertThat(table.add(judge.prove(again).powHash())).isFalse();
  }
}
