package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.adit.stratum.HexBytes;
import dev.adit.work.BitcoinAddress;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Whom a block would pay, and who signs it.
class PayoutTest {
  private static final String ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
  private static final String OURS = "0014751e76e8199196d454941c45d1b3a323f1433bd6";
  private static final String FEE = "a914" + "22".repeat(20) + "87";
  private static final String EVIL = "0014" + "66".repeat(20);

  private final AlertBook book = new AlertBook();

  @Nested
  class Changes {
    private final Talk talk = Talk.with(new PayoutChanges(book)).begun();

    private void job(String id, long main, String script) {
      talk.job(new JobText(id).pays(5_000, FEE).pays(main, script).at(talk.now()));
    }

    @Test
    void showsAnotherMainOutput() {
      Talk fresh = talk.authorized("wallet.rig1");
      job("2", 300_000_000, OURS);
      job("3", 300_000_000, EVIL);
      job("4", 300_000_000, OURS);
      fresh.job(new JobText("5").pays(300_000_000, EVIL).at(talk.now()));
      assertThat(book.counts()).containsExactly(entry(Suspicion.PAYOUT_CHANGES, 1L));
      assertThat(book.alerts().getFirst().data()).containsEntry("script", EVIL);
    }

    @Test
    void isNothingWhereOnlyValuesAndFeesChangeOrTheMinerHasJustLoggedIn() {
      talk.authorized("wallet.rig1");
      job("2", 300_000_000, OURS);
      job("3", 310_000_000, OURS);
      talk.job(new JobText("4").pays(310_000_000, OURS).pays(1, EVIL).at(talk.now()));
      talk.authorized("other.rig1");
      job("5", 310_000_000, EVIL);
      assertThat(book.counts()).isEmpty();
    }
  }

  @Nested
  class Elsewhere {
    private final Talk talk =
        Talk.with(new PayoutElsewhere(book, ADDRESS)).subscribed(Talk.EXTRANONCE1, 8);

    private void job(String id, long ours, long evil) {
      talk.job(new JobText(id).pays(ours, OURS).pays(evil, EVIL).at(talk.now()));
    }

    @Test
    void showsABlockThatPaysSomebodyElse() {
      talk.authorized("w").job(new JobText("1").pays(312_500_000, EVIL).at(talk.now()));
      assertThat(book.counts()).containsExactly(entry(Suspicion.PAYOUT_ELSEWHERE, 1L));
      assertThat(book.alerts().getFirst().data())
          .containsEntry("part", 0.0)
          .containsEntry("largest_script", EVIL);
    }

    @Test
    void isNotSatisfiedWithCrumbs() {
      talk.authorized("w");
      job("1", 1_000, 312_499_000);
      assertThat(book.counts()).containsExactly(entry(Suspicion.PAYOUT_ELSEWHERE, 1L));
    }

    @Test
    void isNothingWhereTheAddressIsPaidOrNotYetKnown() {
      job("1", 0, 312_500_000);
      talk.authorized("w");
      job("2", 306_250_000, 6_250_000);
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void expectsNothingWithoutAnAddress() {
      for (String none : new String[] {"", "no address"}) {
        Talk other = Talk.with(new PayoutElsewhere(book, none)).begun();
        other.job(new JobText("1").pays(1, EVIL).at(other.now()));
      }
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void knowsTheScriptOfTheAddress() {
      assertThat(BitcoinAddress.script(ADDRESS)).isEqualTo(JobText.hex(OURS));
    }
  }

  @Nested
  class Tag {
    private final Talk talk = Talk.with(new TagChanges(book)).subscribed(Talk.EXTRANONCE1, 8);

    private void job(String id, String tag) {
      talk.job(new JobText(id).tag(tag).at(talk.now()));
    }

    @Test
    void showsAnotherSignature() {
      job("1", "/Good Pool/");
      job("2", "/Good Pool/");
      job("3", "/Evil Corp/");
      job("4", "/Evil Corp/");
      assertThat(book.counts()).containsExactly(entry(Suspicion.TAG_CHANGES, 1L));
      assertThat(book.alerts().getFirst().data())
          .containsEntry("before", "/Good Pool/")
          .containsEntry("now", "/Evil Corp/");
    }

    @Test
    void showsItAlsoAfterOneJobAndAfterMany() {
      job("1", "/Good Pool/");
      job("2", "/Evil Corp/");
      assertThat(book.counts()).containsExactly(entry(Suspicion.TAG_CHANGES, 1L));
      for (int i = 3; i < 50; i++) {
        job("" + i, "/Evil Corp/");
      }
      job("50", "");
      assertThat(book.counts()).containsExactly(entry(Suspicion.TAG_CHANGES, 2L));
    }

    @Test
    void isNothingWhereItCountsOrStandsAmongBytesOfChance() {
      Random chance = new Random(5);
      for (int i = 0; i < 500; i++) {
        byte[] bytes = new byte[8];
        chance.nextBytes(bytes);
        String around = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        job("" + i, around + "/Good Pool #" + i + "/" + around);
      }
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void isNothingWhereMergedMiningOrChanceLookLikeText() {
      Random chance = new Random(6);
      for (int i = 0; i < 200; i++) {
        StringBuilder merged = new StringBuilder("\u00fa\u00bemm");
        for (int each = 0; each < 40; each++) {
          merged.append((char) ('a' + chance.nextInt(26)));
        }
        job("" + i, merged.toString());
      }
      talk.authorized("w");
      for (int i = 0; i < 200; i++) {
        byte[] bytes = new byte[8];
        chance.nextBytes(bytes);
        job("r" + i, new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
      assertThat(book.counts()).isEmpty();
    }
  }

  @Nested
  class Reading {
    /// Of Bitcoin's block 0: no height, one output to a key.
    private static final String GENESIS =
        "01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d"
            + "0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b"
            + "206f66207365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104"
            + "678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e5"
            + "1ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000";

    @Test
    void understandsTheFirstOfAll() {
      Coinbase coinbase = Objects.requireNonNull(Coinbase.read(JobText.hex(GENESIS)));
      assertThat(coinbase.total()).isEqualTo(5_000_000_000L);
      assertThat(coinbase.outputs()).hasSize(1);
      assertThat(coinbase.height()).isEqualTo(486_604_799);
      assertThat(CoinbaseTag.text(coinbase)).contains("EThe Times /Jan/ Chancellor on brink");
    }

    @Test
    void knowsHeightsOfAllSizes() {
      assertThat(height("00")).isEqualTo(-1);
      assertThat(height("51")).isEqualTo(1);
      assertThat(height("60")).isEqualTo(16);
      assertThat(height("0111")).isEqualTo(17);
      assertThat(height("03a0bb0d")).isEqualTo(900_000);
      assertThat(height("0400000065")).isEqualTo(-1);
      assertThat(height("03a0")).isEqualTo(-1);
      assertThat(height("")).isEqualTo(-1);
    }

    private static long height(String script) {
      String bytes =
          "0100000001"
              + "00".repeat(36)
              + "%02x".formatted(script.length() / 2)
              + script
              + "ffffffff0000000000";
      return Objects.requireNonNull(Coinbase.read(JobText.hex(bytes))).height();
    }

    @Test
    void survivesGarbage() {
      Random chance = new Random(9);
      byte[] good = HexFormat.of().parseHex(GENESIS);
      for (int i = 0; i < 20_000; i++) {
        byte[] bad = good.clone();
        for (int each = 0; each < 3; each++) {
          bad[chance.nextInt(bad.length)] = (byte) chance.nextInt();
        }
        HexBytes bytes = HexBytes.of(java.util.Arrays.copyOf(bad, chance.nextInt(bad.length + 1)));
        Coinbase coinbase = Coinbase.read(bytes);
        if (coinbase != null) {
          assertThat(CoinbaseTag.text(coinbase)).isNotNull();
        }
      }
      assertThat(Coinbase.read(HexBytes.EMPTY)).isNull();
    }
  }
}
