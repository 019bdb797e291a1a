package dev.adit.forensics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.StratumError;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MannersTest {
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Told told = new Told();
  private long loginNanos = MINUTE_NANOS;
  private final Manners manners = new Manners(told, () -> loginNanos);

  private Talk begun() {
    Talk talk = Talk.with(manners).begun();
    assertThat(told.words).containsExactly("login");
    told.words.clear();
    return talk;
  }

  private static Talk bad(Talk talk) {
    return talk.share(proof -> proof.difficulty() < Talk.EASY / 2);
  }

  private static String request(int id, String method, String params) {
    return "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, params);
  }

  private static String refusal(int id) {
    return "{\"id\":%d,\"result\":null,\"error\":[20,\"no\",null]}".formatted(id);
  }

  @Nested
  class Logins {
    @Test
    void countAsThePoolSays() {
      Talk talk = Talk.with(manners);
      talk.miner(request(2, "mining.authorize", "[\"w\",\"x\"]"));
      assertThat(told.words).isEmpty();
      talk.pool("{\"id\":2,\"result\":false,\"error\":null}").authorized("w");
      assertThat(told.words).containsExactly("failed login", "login");
    }

    @Test
    void thatCannotBeReadCountAsThePoolSays() {
      Talk talk = Talk.with(manners);
      talk.miner(request(2, "mining.authorize", "{}")).pool(refusal(2));
      assertThat(told.words).containsExactly("failed login");
      talk.miner(request(3, "mining.authorize", "{}"));
      talk.pool("{\"id\":3,\"result\":true,\"error\":null}");
      assertThat(told.words).containsExactly("failed login", "login");
    }

    @Test
    void areMissedOfWhoSaysNothing() {
      Talk talk = Talk.with(manners).after(Duration.ofSeconds(60));
      assertThat(told.words).isEmpty();
      talk.after(Duration.ofSeconds(2));
      assertThat(told.words).containsExactly("overdue", "overdue");
    }

    @Test
    void areMissedInTimeWhereAReloadHasOthersListen() {
      Talk talk = Talk.with(manners).after(Duration.ofSeconds(50)).heardBy();
      talk.after(Duration.ofSeconds(11));
      assertThat(told.words).containsExactly("overdue");
    }

    @Test
    void areMissedOfWhoSubscribesOnly() {
      Talk.with(manners).subscribed(Talk.EXTRANONCE1, 8).after(Duration.ofSeconds(61));
      assertThat(told.words).containsExactly("overdue");
    }

    @Test
    void areNotMissedOfWhoHasLoggedIn() {
      begun().after(Duration.ofSeconds(100));
      assertThat(told.words).isEmpty();
    }

    @Test
    void areNotMissedWhileThePoolDoesNotAnswer() {
      Talk talk = Talk.with(manners).subscribed(Talk.EXTRANONCE1, 8);
      talk.miner(request(2, "mining.authorize", "[\"w\",\"x\"]")).after(Duration.ofSeconds(100));
      assertThat(told.words).isEmpty();
    }

    @Test
    void areNotMissedWhereAnotherLanguageIsSpoken() {
      Talk.with(manners).miner("EHLO example.com").after(Duration.ofSeconds(100));
      Talk other = Talk.with(manners).bytes(Party.MINER, "no line, but wo".getBytes(US_ASCII));
      other.bytes(Party.POOL, new byte[] {7}).after(Duration.ofSeconds(100));
      assertThat(told.words).isEmpty();
    }

    @Test
    void areMissedOfWhoEndsNoLineWhileThePoolIsSilent() {
      Talk talk = Talk.with(manners);
      for (int i = 0; i < 6; i++) {
        talk.bytes(Party.MINER, "piece".getBytes(US_ASCII)).after(Duration.ofSeconds(10));
      }
      assertThat(told.words).isEmpty();
      talk.after(Duration.ofSeconds(1));
      assertThat(told.words).containsExactly("overdue");
    }

    @Test
    void areMissedAsOfNow() {
      loginNanos = 0;
      Talk talk = Talk.with(manners).after(Duration.ofSeconds(100));
      assertThat(told.words).isEmpty();
      loginNanos = MINUTE_NANOS;
      talk.after(Duration.ofSeconds(1));
      assertThat(told.words).containsExactly("overdue");
    }

    @Test
    void areNotMissedWhereTimeIsNotLimited() {
      Talk.with(new Manners(told, () -> 0)).after(Duration.ofSeconds(100));
      assertThat(told.words).isEmpty();
    }
  }

  @Nested
  class Shares {
    @Test
    void countWithTheDifficultyThatThePoolHasSet() {
      begun().goodShare().goodShare();
      assertThat(told.words).containsExactly("share " + Talk.EASY, "share " + Talk.EASY);
    }

    @Test
    void thatAreTooEasyCountAgainst() {
      bad(begun()).no(StratumError.LOW_DIFFICULTY, "low difficulty share");
      assertThat(told.words).containsExactly("bad share");
    }

    @Test
    void areNotJudgedByAnExtranonceThatTheMinerMayNotFollow() {
      Talk talk = begun();
      talk.pool("{\"id\":null,\"method\":\"mining.set_extranonce\",\"params\":[\"0badcafe\",8]}");
      bad(talk.job("other")).no(StratumError.LOW_DIFFICULTY, "low difficulty share");
      assertThat(told.words).isEmpty();
    }

    @Test
    void areNotJudgedByVersionBitsThatTheMinerMayNotKnowYet() {
      Talk talk = begun();
      talk.pool("{\"id\":null,\"method\":\"mining.set_version_mask\",\"params\":[\"1fffe000\"]}");
      bad(talk).no(StratumError.LOW_DIFFICULTY, "low difficulty share");
      assertThat(told.words).isEmpty();
    }

    @Test
    void areNotJudgedByAnotherJobOfTheSameName() {
      Talk talk = begun().job("twice");
      talk.job(Talk.notify("twice", 1_700_000_000, "cd", false, 0x1703ffff));
      bad(talk).no(StratumError.LOW_DIFFICULTY, "low difficulty share");
      assertThat(told.words).isEmpty();
    }

    @Test
    void thatAreWrongCountAgainst() {
      begun().submit("00", "00000000", "00000000").no(StratumError.OTHER, "invalid ntime");
      assertThat(told.words).containsExactly("bad share");
    }

    @Test
    void thatThePoolAcceptsAreGoodWhateverIsComputed() {
      bad(begun()).yes();
      assertThat(told.words).containsExactly("share " + Talk.EASY);
    }

    @Test
    void thatAreGoodStayGoodWhateverThePoolSays() {
      begun()
          .share(proof -> proof.difficulty() >= Talk.EASY)
          .no(StratumError.LOW_DIFFICULTY, "low difficulty share");
      assertThat(told.words).containsExactly("share " + Talk.EASY);
    }

    @Test
    void betweenTwoDifficultiesCountAsNothing() {
      Talk talk =
          begun().share(it -> it.difficulty() >= Talk.EASY && it.difficulty() < Talk.EASY * 4);
      talk.difficulty(Talk.EASY * 8).no(StratumError.LOW_DIFFICULTY, "low difficulty share");
      assertThat(told.words).isEmpty();
    }

    @Test
    void thatComeLateCostNothing() {
      Talk talk = begun();
      bad(talk).no(StratumError.JOB_NOT_FOUND, "Job not found");
      bad(talk).no(StratumError.OTHER, "Stale");
      PoolMessage.Notify old = Talk.notify("1", 0, "00", true, 0x1703ffff);
      talk.job("2").miner(talk.mined(old, 0, it -> it.difficulty() < Talk.EASY / 2));
      talk.no(StratumError.LOW_DIFFICULTY, "low difficulty share");
      talk.miner(talk.mined(Talk.notify("none", 0, "00", true, 0x1703ffff), 0, _ -> true));
      talk.no(StratumError.OTHER, "what is that?");
      assertThat(told.words).isEmpty();
    }

    @Test
    void ofANameThatIsNotAuthorisedCostNothing() {
      bad(begun()).no(StratumError.UNAUTHORIZED, "Unauthorized worker");
      assertThat(told.words).isEmpty();
    }

    @Test
    void thatAreHandedInTwiceCountAgainst() {
      Talk talk = begun();
      PoolMessage.Notify job = Talk.notify("7", 0, "cd", true, 0x1703ffff);
      String share = talk.job(job).mined(job, 0, it -> it.difficulty() >= Talk.EASY);
      talk.miner(share).yes().miner(share).no(StratumError.DUPLICATE_SHARE, "Duplicate share");
      talk.miner(share).yes();
      assertThat(told.words).containsExactly("share " + Talk.EASY, "bad share");
    }

    @Test
    void countWhereSeveralOfOneIdWait() {
      Talk talk = begun();
      PoolMessage.Notify job = Talk.notify("7", 0, "cd", true, 0x1703ffff);
      talk.job(job);
      String easy = talk.mined(job, 0, it -> it.difficulty() < Talk.EASY / 2);
      String good = talk.mined(job, 0, it -> it.difficulty() >= Talk.EASY);
      talk.miner(ofId4(easy)).miner(ofId4(good)).pool(refusal(4)).pool(refusal(4));
      assertThat(told.words).containsExactly("bad share", "share " + Talk.EASY);
    }

    @Test
    void countForNothingWhereARefusalMayBeOfOneThatWasPassedOver() {
      Talk talk = begun();
      PoolMessage.Notify job = Talk.notify("7", 0, "cd", true, 0x1703ffff);
      talk.job(job);
      talk.miner(ofId4(talk.mined(job, 0, it -> it.difficulty() >= Talk.EASY)));
      talk.after(Duration.ofMillis(50)).pool(refusal(4).replace("20", "23"));
      told.words.clear();
      talk.miner(ofId4(talk.mined(job, 0, it -> it.difficulty() >= Talk.EASY)));
      talk.after(Duration.ofSeconds(10));
      talk.miner(ofId4(talk.mined(job, 0, it -> it.difficulty() < Talk.EASY / 2)));
      talk.after(Duration.ofMillis(50)).pool(refusal(4));
      assertThat(told.words).isEmpty();
    }

    private static String ofId4(String submit) {
      return submit.replaceFirst("\"id\":\\d+", "\"id\":4");
    }

    @Test
    void thatAreNotTwiceWhatThePoolCallsSoAreGood() {
      begun()
          .share(proof -> proof.difficulty() >= Talk.EASY)
          .no(StratumError.DUPLICATE_SHARE, "Duplicate share");
      assertThat(told.words).containsExactly("share " + Talk.EASY);
    }

    @Test
    void thatCannotBeReadCountAsThePoolSays() {
      Talk talk = begun();
      talk.miner(request(4, "mining.submit", "[\"w\",\"1\",\"00\"]")).pool(refusal(4));
      talk.miner(request(5, "mining.submit", "[\"w\",\"1\",\"00\"]"));
      talk.pool("{\"id\":5,\"result\":true,\"error\":null}");
      assertThat(told.words).containsExactly("bad share", "share " + Talk.EASY);
    }

    @Test
    void ofAnotherLanguageNeverCountAgainst() {
      Talk talk = Talk.with(manners).authorized("w");
      talk.pool("{\"id\":null,\"method\":\"mining.notify\",\"params\":[\"1\",\"ab\",\"cd\",true]}");
      talk.miner(request(4, "mining.submit", "[\"w\",\"1\",\"00\"]")).pool(refusal(4));
      talk.miner(request(5, "mining.submit", "[\"w\",\"1\",\"00\",\"00000000\",\"00000000\"]"));
      talk.pool(refusal(5));
      assertThat(told.words).containsExactly("login");
    }
  }

  @Nested
  class Noise {
    @Test
    void countsWhereStratumIsSpoken() {
      begun().miner("nonsense").miner("x".repeat(Lines.LONGEST_OF_MINERS_BYTES + 1)).pool("hm");
      assertThat(told.words).containsExactly("noise", "noise");
    }

    @Test
    void isNoneWhereAnotherLanguageIsSpoken() {
      Talk talk = Talk.with(manners).miner("GET / HTTP/1.1").pool("HTTP/1.1 200 OK");
      talk.miner(request(1, "login", "{}")).pool(refusal(1));
      assertThat(told.words).isEmpty();
    }

    @Test
    void countsOnceWhereNobodyKnowsTheRequest() {
      Talk talk = begun();
      for (int i = 0; i < 3; i++) {
        talk.miner(request(4, "a.b", "[]")).pool(refusal(4));
      }
      assertThat(told.words).containsExactly("noise");
    }

    @Test
    void isNoneThatThePoolUnderstands() {
      Talk talk = begun().miner(request(4, "a.b", "[]"));
      talk.pool("{\"id\":4,\"result\":{\"c\":1},\"error\":null}");
      talk.miner(request(5, "mining.some_extension", "[]")).pool(refusal(5));
      talk.miner(request(6, "mining.suggest_difficulty", "[\"hard\"]")).pool(refusal(6));
      assertThat(told.words).isEmpty();
    }

    /// A login, and shares, of a name that is no UTF-8.
    @Test
    void isNoneAnyMoreOfWhomThePoolUnderstands() {
      Talk talk = begun();
      for (int i = 3; i < 10; i++) {
        byte[] line = (request(i, "mining.submit", "[\"jos\u00e9\"]") + "\n").getBytes(ISO_8859_1);
        talk.bytes(Party.MINER, line);
        talk.pool("{\"id\":%d,\"result\":true,\"error\":null}".formatted(i));
      }
      assertThat(told.words).containsExactly("noise");
    }

    @Test
    void staysNoiseWhereThePoolRefusesIt() {
      Talk talk = begun().miner("nonsense").pool(refusal(4)).miner("nonsense").pool(refusal(4));
      talk.miner("nonsense");
      assertThat(told.words).containsExactly("noise", "noise", "noise");
    }
  }

  @Nested
  class WhereSomethingWasNotHeard {
    @Test
    void nothingIsHeldAgainstAnybody() {
      Talk talk = begun().afterGap(Party.MINER, "half a line").miner("nonsense");
      bad(talk).no(StratumError.LOW_DIFFICULTY, "low difficulty share");
      talk.miner(request(2, "mining.authorize", "[\"w\",\"x\"]")).pool(refusal(2));
      assertThat(told.words).isEmpty();
      talk.goodShare();
      assertThat(told.words).containsExactly("share " + Talk.EASY);
    }

    @Test
    void noLoginIsMissed() {
      HeardQueue full = new HeardQueue(-1);
      AtomicLong missed = new AtomicLong();
      Ear ear = new Ear(full, missed, 1, Talk.call("192.0.2.1:5000", "main"), manners);
      ear.heard(Party.MINER, new byte[1]);
      Talk.with(manners).after(Duration.ofSeconds(100));
      assertThat(missed).hasValue(1);
      assertThat(told.words).isEmpty();
    }

    @Test
    void aFaultOfOursIsOneOfOurs() {
      Witness.Source faulty =
          _ ->
              seen -> {
                if (seen instanceof Observation.Authorized) {
                  throw new IllegalStateException("made up");
                }
              };
      Talk talk = Talk.with(manners, faulty).subscribed(Talk.EXTRANONCE1, 8);
      assertThatThrownBy(() -> talk.authorized("w")).hasMessage("made up");
      talk.after(Duration.ofSeconds(100));
      assertThat(told.words).isEmpty();
    }
  }

  @Test
  void goesOnWhereAReloadHasOthersListen() {
    begun().heardBy().miner("nonsense").after(Duration.ofSeconds(100)).goodShare();
    assertThat(told.words).containsExactly("noise", "share " + Talk.EASY);
  }
}
