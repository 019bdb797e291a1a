package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.adit.stratum.PoolMessage;
import dev.adit.work.Proof;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A pool that keeps answers, or gives wrong ones.
class WithholdingTest {
  private static final int TEST_NETWORK = 0x207fffff;

  private final AlertBook book = new AlertBook();

  @Nested
  class Unanswered {
    private final Talk talk = Talk.with(new SharesUnanswered(book)).begun();

    private void unanswered(int shares) {
      for (int i = 0; i < shares; i++) {
        talk.submit("0000000000000000", "00000000", "00000000");
      }
    }

    @Test
    void showsAPoolThatSwallowsShares() {
      unanswered(2);
      talk.after(Duration.ofSeconds(1)).goodShare().after(Duration.ofSeconds(70));
      assertThat(book.counts()).isEmpty();
      unanswered(1);
      talk.after(Duration.ofSeconds(1)).job("2").after(Duration.ofSeconds(70));
      assertThat(book.counts()).containsExactly(entry(Suspicion.SHARES_UNANSWERED, 1L));
    }

    /// All shares with one id, more than a minute apart: what is answered must not look late.
    @Test
    void isNothingWhereOneIsForgottenAndAllHaveOneId() {
      for (int i = 0; i < 50; i++) {
        talk.miner(
            "{\"id\":4,\"method\":\"mining.submit\",\"params\":[\"w\",\"1\",\"00\",\"00\",\"%08x\"]}"
                .formatted(i));
        talk.after(Duration.ofMillis(50));
        if (i != 5) {
          talk.pool("{\"id\":4,\"result\":true,\"error\":null}");
        }
        talk.after(Duration.ofSeconds(70)).job("1");
      }
      assertThat(talk.seen(Observation.ShareUnanswered.class))
          .singleElement()
          .satisfies(it -> assertThat(it.share().submit().nonce()).isEqualTo(5));
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void isNothingWhereTheConnectionEndsOrHangs() {
      unanswered(20);
      talk.after(Duration.ofMinutes(3)).end();
      Talk other = talk.beside(Talk.call("192.0.2.2:1", "main")).begun();
      other.submit("00", "00000000", "00000000").submit("00", "00000000", "00000000").end();
      talk.after(Duration.ofMinutes(3));
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void isNothingWhereItIsRare() {
      for (int i = 0; i < 400; i++) {
        talk.submit("0000000000000000", "00000000", "00000000");
        if (i % 150 != 0) {
          talk.yes();
        }
        talk.after(Duration.ofSeconds(5));
      }
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void forgetsAfterAnHour() {
      for (int i = 0; i < 5; i++) {
        unanswered(1);
        talk.after(Duration.ofSeconds(1)).goodShare().after(Duration.ofMinutes(40));
      }
      assertThat(book.counts()).isEmpty();
    }
  }

  @Nested
  class BlocksUnanswered {
    private final Talk talk = Talk.with(new BlockUnanswered(book)).begun();

    private Talk block() {
      talk.job(new JobText("b").nbits(TEST_NETWORK).at(talk.now()));
      return talk.share(Proof::block);
    }

    @Test
    void showsAPoolThatSaysNothing() {
      block().after(Duration.ofSeconds(70)).end();
      assertThat(book.counts()).containsExactly(entry(Suspicion.BLOCK_UNANSWERED, 1L));
    }

    @Test
    void showsAPoolThatHangsUpInstead() {
      block().after(Duration.ofSeconds(6)).end();
      assertThat(book.counts()).containsExactly(entry(Suspicion.BLOCK_UNANSWERED, 1L));
    }

    @Test
    void isNothingWhereItIsAnsweredOrMayHaveBeen() {
      block().after(Duration.ofSeconds(2)).yes();
      block().no(21, "stale");
      block().afterGap(Party.POOL, "").after(Duration.ofMinutes(2));
      block().after(Duration.ofMinutes(2)).end();
      assertThat(book.counts()).isEmpty();
    }
  }

  @Nested
  class BlocksRefused {
    private final Talk talk = Talk.with(new BlockRefused(book)).begun();

    private Talk block() {
      talk.job(new JobText("b").nbits(TEST_NETWORK).at(talk.now()));
      return talk.share(Proof::block);
    }

    @Test
    void showsAPoolThatCallsItInvalid() {
      block().no(20, "Invalid");
      assertThat(book.counts()).containsExactly(entry(Suspicion.BLOCK_REFUSED, 1L));
    }

    @Test
    void showsAPoolThatCallsItStale() {
      block().no(21, "Job not found").after(Duration.ofSeconds(11)).job("next");
      assertThat(book.counts()).containsExactly(entry(Suspicion.BLOCK_REFUSED, 1L));
    }

    @Test
    void isNothingWhereAnotherBlockWasFaster() {
      block().no(21, "Job not found").after(Duration.ofSeconds(9)).job("next");
      block();
      talk.job(new JobText("other").on("cd").notClean().at(talk.now())).no(20, "Invalid");
      talk.after(Duration.ofMinutes(1));
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void isNothingWhereItIsThereTwiceOrOld() {
      block().yes().no(22, "Duplicate share");
      talk.job(new JobText("old").nbits(TEST_NETWORK).at(talk.now()));
      talk.share(Proof::block).no(22, "Duplicate");
      talk.after(Duration.ofMinutes(1));
      assertThat(book.counts()).isEmpty();
    }
  }

  @Nested
  class Twice {
    private final Talk talk = Talk.with(new AnsweredTwice(book)).begun();

    @Test
    void showsAPoolThatAnswersAgain() {
      talk.goodShare().yes().goodShare().yes();
      assertThat(book.counts()).isEmpty();
      talk.goodShare().yes();
      assertThat(book.counts()).containsExactly(entry(Suspicion.ANSWERED_TWICE, 1L));
    }

    @Test
    void isNothingWhereSomethingWasNotHeard() {
      talk.afterGap(Party.MINER, "");
      talk.goodShare().yes().goodShare().yes().goodShare().yes();
      Talk other = Talk.with(new AnsweredTwice(book)).begun();
      for (int i = 0; i < 10; i++) {
        other.pool("{\"id\":null,\"result\":true,\"error\":null}");
      }
      assertThat(book.counts()).isEmpty();
    }

    /// A pool may be less strict: here a name that is no UTF-8, and a request that is too long.
    @Test
    void isNothingWhereTheRequestsCanNotBeRead() {
      for (int i = 0; i < 10; i++) {
        String name = i % 2 == 0 ? "jos\u00e9" : "x".repeat(10_000);
        String line = "{\"id\":4,\"method\":\"mining.submit\",\"params\":[\"" + name + "\"]}\n";
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        talk.bytes(Party.MINER, Arrays.copyOf(bytes, 50));
        talk.bytes(Party.MINER, Arrays.copyOfRange(bytes, 50, bytes.length));
        talk.pool("{\"id\":4,\"result\":true,\"error\":null}");
      }
      assertThat(book.counts()).isEmpty();
      talk.goodShare().yes().yes().yes().yes();
      assertThat(book.counts()).containsExactly(entry(Suspicion.ANSWERED_TWICE, 1L));
    }
  }

  @Nested
  class ThoughCurrent {
    private final Talk talk = Talk.with(new RefusedThoughCurrent(book)).begun();

    private void stale(int times) {
      for (int i = 0; i < times; i++) {
        talk.share(it -> it.difficulty() >= Talk.EASY).no(21, "Stale share");
      }
    }

    /// On the same block.
    private void job(String id) {
      talk.job(new JobText(id).notClean().at(talk.now()));
    }

    @Test
    void showsAPoolThatCallsFreshWorkStale() {
      job("2");
      stale(2);
      talk.after(Duration.ofSeconds(15));
      job("3");
      stale(2);
      talk.after(Duration.ofSeconds(15));
      job("4");
      stale(1);
      talk.after(Duration.ofSeconds(9));
      assertThat(book.counts()).isEmpty();
      talk.after(Duration.ofSeconds(2));
      assertThat(book.counts()).containsExactly(entry(Suspicion.REFUSED_THOUGH_CURRENT, 1L));
    }

    @Test
    void showsAPoolThatDoesItToOneInTen() {
      for (int i = 0; i < 300; i++) {
        if (i % 20 == 0) {
          job("j" + i);
        }
        talk.submit("0000000000000000", "00000000", "00000000");
        if (i % 10 == 5) {
          talk.no(21, "Stale share");
        } else {
          talk.yes();
        }
        talk.after(Duration.ofSeconds(1));
      }
      assertThat(book.counts()).containsExactly(entry(Suspicion.REFUSED_THOUGH_CURRENT, 1L));
    }

    @Test
    void isNothingWhereOneJobOnlyIsConcerned() {
      stale(50);
      talk.after(Duration.ofMinutes(1));
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void isNothingWhereABlockIsOnItsWay() {
      for (int block = 0; block < 10; block++) {
        stale(5);
        talk.after(Duration.ofSeconds(3)).job("j" + block);
        talk.after(Duration.ofMinutes(5));
      }
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void isNothingForJobsThatOthersHaveReplaced() {
      for (int i = 0; i < 5; i++) {
        talk.job(new JobText("a" + i).notClean().at(talk.now())).after(Duration.ofSeconds(30));
        talk.share(it -> it.difficulty() >= Talk.EASY);
        // The answer is heard late, and both jobs were given before it.
        talk.job(Talk.notify("b" + i, 0, "ab", false, 0x1703ffff)).after(Duration.ofSeconds(1));
        talk.job(Talk.notify("c" + i, 0, "ab", false, 0x1703ffff)).no(21, "Stale");
        talk.after(Duration.ofSeconds(60));
      }
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void isNothingWhereItIsAsRareAsUsual() {
      Random chance = new Random(12);
      for (int i = 0; i < 20_000; i++) {
        if (i % 5 == 0) {
          job("j" + i);
        }
        talk.submit("0000000000000000", "00000000", "00000000");
        if (chance.nextDouble() < 0.018) {
          talk.no(21, "Stale share");
        } else {
          talk.yes();
        }
        talk.after(Duration.ofSeconds(5));
      }
      assertThat(book.counts()).isEmpty();
    }
  }

  /// Two shares at once under one id, of which the first gets no answer: what is said to the second
  /// looks like the first one's.
  @Nested
  class OneIdForAll {
    private final Told told = new Told();
    private Talk talk = Talk.with();
    private int nbits = 0x1703ffff;

    private void begin(Witness.Source detector) {
      Talk start = Talk.with(detector);
      talk = start.beside(Talk.call("192.0.2.9:1", "main"), new Manners(told, () -> 0)).begun();
      talk.share(it -> it.difficulty() >= 4 * Talk.EASY).yes().after(Duration.ofMillis(50));
      told.words.clear();
    }

    private void share(Predicate<Proof> wanted) {
      PoolMessage.Notify job = talk.lastJob();
      talk.miner(talk.mined(job, 0, wanted).replaceFirst("\"id\":\\d+", "\"id\":4"));
    }

    private void both(Predicate<Proof> forgotten, Predicate<Proof> answered, String answer) {
      for (int i = 0; i < 10; i++) {
        talk.job(new JobText("" + i).nbits(nbits).at(talk.now()));
        share(forgotten);
        share(answered);
        talk.after(Duration.ofMillis(50)).pool("{\"id\":4," + answer + "}");
        talk.after(Duration.ofSeconds(130));
      }
      assertThat(book.counts()).isEmpty();
      assertThat(told.words).doesNotContain("bad share");
    }

    private static boolean good(Proof it) {
      return it.difficulty() >= Talk.EASY;
    }

    private static boolean low(Proof it) {
      return it.difficulty() < Talk.EASY / 2;
    }

    private static final String YES = "\"result\":true,\"error\":null";
    private static final String LOW = "\"result\":null,\"error\":[23,\"low difficulty\",null]";
    private static final String STALE = "\"result\":null,\"error\":[21,\"stale\",null]";

    @Test
    void aShareThatIsTooLowIsNotTakenForAccepted() {
      begin(new AcceptedBelowTarget(book));
      both(OneIdForAll::low, OneIdForAll::good, YES);
    }

    @Test
    void aGoodShareIsNotTakenForRefused() {
      begin(new RejectedAboveTarget(book));
      both(OneIdForAll::good, OneIdForAll::low, LOW);
    }

    @Test
    void noOtherDifficultyIsSeen() {
      begin(new DifficultyNotAsSaid(book));
      both(it -> good(it) && it.difficulty() < 4 * Talk.EASY, OneIdForAll::low, LOW);
      both(it -> it.difficulty() >= 4 * Talk.EASY, OneIdForAll::good, YES);
    }

    @Test
    void aCurrentShareIsNotTakenForStale() {
      begin(new RefusedThoughCurrent(book));
      both(OneIdForAll::good, OneIdForAll::low, STALE);
    }

    @Test
    void aBlockIsNotTakenForRefused() {
      begin(new BlockRefused(book));
      nbits = TEST_NETWORK;
      both(it -> it.block() && good(it), OneIdForAll::low, LOW);
    }

    @Test
    void noMinerIsBlamedForAnothersRefusal() {
      begin(new AnswerPace(book));
      both(OneIdForAll::good, OneIdForAll::low, STALE.replace("21", "20").replace("stale", "odd"));
    }
  }
}
