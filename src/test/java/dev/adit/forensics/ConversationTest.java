package dev.adit.forensics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.forensics.Observation.ExtranonceGiven;
import dev.adit.forensics.Observation.ShareAnswered;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.StratumError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {

  private static final String SHARE =
      "{\"id\":4,\"method\":\"mining.submit\",\"params\":[\"w\",\"%s\",\"0000000000000000\",\"00000000\",\"00000000\"]}";

  @Test
  void understandsAGoodShare() {
    Talk talk = Talk.with().begun().goodShare();
    ShareAnswered answered = talk.seen(ShareAnswered.class).getFirst();
    assertThat(answered.answer().accepted()).isTrue();
    assertThat(answered.share().difficulty()).isGreaterThanOrEqualTo(Talk.EASY);
    assertThat(answered.share().current()).isTrue();
  }

  @Test
  void matchesAnswersInOrderWhereAllIdsAreTheSame() {
    Talk talk = Talk.with().begun();
    talk.miner(SHARE.formatted("a")).miner(SHARE.formatted("b"));
    talk.pool("{\"id\":4,\"result\":true,\"error\":null}");
    talk.pool("{\"id\":4,\"result\":null,\"error\":[23,\"low\",null]}");
    talk.pool("{\"id\":4,\"result\":true,\"error\":null}");
    assertThat(talk.seen(ShareAnswered.class))
        .satisfiesExactly(
            first -> {
              assertThat(first.share().submit().jobId()).isEqualTo("a");
              assertThat(first.answer().accepted()).isTrue();
            },
            second -> {
              assertThat(second.share().submit().jobId()).isEqualTo("b");
              assertThat(second.answer().code()).isEqualTo(StratumError.LOW_DIFFICULTY);
            });
    assertThat(talk.seen(Observation.StrayAnswer.class)).hasSize(1);
  }

  @Test
  void knowsAllDifficultiesThatMayCount() {
    Talk talk = Talk.with().begun().difficulty(Talk.EASY * 8);
    talk.share(it -> it.difficulty() >= Talk.EASY).difficulty(Talk.EASY * 4).yes();
    talk.job("2").goodShare();
    assertThat(talk.seen(ShareAnswered.class))
        .satisfiesExactly(
            old -> {
              assertThat(old.answer().least().value()).isEqualTo(Talk.EASY);
              assertThat(old.answer().most().value()).isEqualTo(Talk.EASY * 8);
            },
            next -> {
              assertThat(next.answer().least().value()).isEqualTo(Talk.EASY * 4);
              assertThat(next.answer().most().value()).isEqualTo(Talk.EASY * 4);
            });
  }

  @Test
  void keepsNoMoreOfAPoolsJobsThanAMegabyte() {
    Talk talk = Talk.with().begun();
    for (int i = 2; i <= 11; i++) {
      talk.pool(
          ("{\"id\":null,\"method\":\"mining.notify\",\"params\":[\"%d\",\"%s\",\"%s\",\"\",[],"
                  + "\"20000000\",\"1703ffff\",\"6920a0c0\",false]}")
              .formatted(i, "ab".repeat(32), "00".repeat(300_000)));
    }
    for (int i = 1; i <= 11; i++) {
      talk.miner(SHARE.formatted(i));
    }
    assertThat(talk.seen(Observation.ShareSent.class).stream().map(it -> it.share().job() != null))
        .endsWith(false, true, true, true)
        .startsWith(false, false);
  }

  @Test
  void keepsOnceWhatThePoolGivesToAll() {
    Talk talk = Talk.with().begun();
    talk.beside(Talk.call("192.0.2.2:5000", "main")).begun();
    assertThat(talk.seen(Observation.JobGiven.class).stream().map(it -> it.job().notification()))
        .hasSize(2)
        .allSatisfy(
            it -> {
              PoolMessage.Notify first =
                  talk.seen(Observation.JobGiven.class).getFirst().job().notification();
              assertThat(it).isEqualTo(first);
              assertThat(it.branch()).isSameAs(first.branch());
              assertThat(it.coinb2()).isSameAs(first.coinb2());
            });
  }

  @Test
  void keepsNoMoreQuestionsThanFitIn() {
    Talk talk = Talk.with().begun();
    String id = "\"%s%%d\"".formatted("x".repeat(7_000));
    for (int i = 0; i < 32; i++) {
      if (i == 16) {
        // What is forgotten from now on no pool will answer any more.
        talk.after(Duration.ofSeconds(70));
      }
      talk.miner("{\"id\":" + id.formatted(i) + ",\"method\":\"a.b\",\"params\":[]}");
    }
    for (int i = 0; i < 32; i++) {
      talk.pool("{\"id\":" + id.formatted(i) + ",\"result\":true,\"error\":null}");
    }
    assertThat(talk.seen(Observation.StrayAnswer.class)).hasSizeBetween(10, 16);
  }

  @Test
  void blamesNoPoolForAnswersToWhatIsForgotten() {
    AlertBook book = new AlertBook();
    Talk talk = Talk.with(new AnsweredTwice(book)).begun();
    for (int i = 0; i < 1_100; i++) {
      talk.submit("0000000000000000", "00000000", "00000000");
    }
    for (int i = 0; i < 1_100; i++) {
      talk.pool("{\"id\":%d,\"result\":true,\"error\":null}".formatted(talk.id() - 1_099 + i));
    }
    assertThat(talk.seen(ShareAnswered.class)).hasSize(1_000);
    assertThat(book.counts()).isEmpty();
  }

  @Test
  void goesOnBehindALineAtWhichAditFails() {
    Witness.Source faulty =
        _ ->
            seen -> {
              if (seen instanceof Observation.DifficultySet(var _, double value) && value == 7) {
                throw new AssertionError("made up");
              }
            };
    Talk talk = Talk.with(faulty).begun();
    talk.bytes(Party.POOL, "{\"id\":".getBytes(US_ASCII));
    assertThatThrownBy(
            () ->
                talk.pool(
                    "null,\"method\":\"mining.set_difficulty\",\"params\":[7]}\n"
                        + "{\"id\":1,\"result\":true,\"error\":null}"))
        .hasMessage("made up");
    talk.pool("end of what was lost").pool("{\"id\":1,\"result\":true,\"error\":null}").job("9");
    assertThat(talk.seen(Observation.StrayAnswer.class)).isEmpty();
    assertThat(talk.seen(Observation.JobGiven.class)).hasSize(2);
  }

  @Test
  void aFaultInOneTakesNothingFromTheOthers() {
    List<String> heard = new ArrayList<>();
    Witness.Source faulty =
        conversation ->
            seen -> {
              if (seen instanceof Observation.Passed) {
                heard.add(conversation.call().miner());
                throw new IllegalStateException("made up");
              }
            };
    Witness.Source other =
        new Witness.Source() {
          @Override
          public Witness attend(Conversation conversation) {
            return _ -> {};
          }

          @Override
          public void onTick(Moment now) {
            heard.add("tick");
          }
        };
    Talk talk = Talk.with(faulty, other);
    talk.beside(Talk.call("192.0.2.2:5000", "main"));
    assertThatThrownBy(() -> talk.after(Duration.ofSeconds(1))).hasMessage("made up");
    assertThat(heard).containsExactlyInAnyOrder("192.0.2.1:5000", "192.0.2.2:5000", "tick");
  }

  @Test
  void missesAnAnswerOnceAfterAMinute() {
    Talk talk = Talk.with().begun().miner(SHARE.formatted("1")).after(Duration.ofSeconds(59));
    assertThat(talk.seen(Observation.ShareUnanswered.class)).isEmpty();
    talk.after(Duration.ofSeconds(10));
    assertThat(talk.seen(Observation.ShareUnanswered.class)).hasSize(1);
    talk.end();
    assertThat(talk.seen(Observation.Ended.class).getFirst().unanswered()).isEqualTo(1);
  }

  @Test
  void tellsHowAnExtranonceCame() {
    Talk talk = Talk.with().begun();
    talk.pool("{\"id\":null,\"method\":\"mining.set_extranonce\",\"params\":[\"01020304\",4]}");
    talk.pool("{\"id\":1,\"result\":[[],\"05060708\",4],\"error\":null}");
    assertThat(talk.seen(ExtranonceGiven.class).stream().map(ExtranonceGiven::how))
        .containsExactly(
            ExtranonceGiven.How.ASKED, ExtranonceGiven.How.ANNOUNCED, ExtranonceGiven.How.UNASKED);
  }

  @Test
  void tellsAnExtranonceThatNobodyAskedForAlsoWhereALineWasNotUnderstood() {
    Talk talk = Talk.with().begun().miner("no request");
    talk.pool("{\"id\":1,\"result\":[[],\"05060708\",4],\"error\":null}");
    assertThat(talk.seen(ExtranonceGiven.class).getLast().how())
        .isEqualTo(ExtranonceGiven.How.UNASKED);
  }

  @Test
  void drawsNoConclusionsFromWhatIsMissing() {
    Talk talk = Talk.with().begun().miner(SHARE.formatted("1"));
    talk.afterGap(Party.POOL, "half a line").pool("{\"id\":77,\"result\":true,\"error\":null}");
    talk.after(Duration.ofMinutes(5));
    assertThat(talk.seen(Observation.Missed.class)).hasSize(1);
    assertThat(talk.seen(Observation.StrayAnswer.class)).isEmpty();
    assertThat(talk.seen(Observation.ShareUnanswered.class)).isEmpty();
  }

  @Test
  void tellsAJobThatABlockHasMadeStale() {
    Talk talk = Talk.with().begun();
    talk.job(Talk.notify("2", talk.now().time().getEpochSecond(), "cd", true, 0x1703ffff));
    talk.miner(SHARE.formatted("1")).miner(SHARE.formatted("2")).miner(SHARE.formatted("never"));
    assertThat(talk.seen(Observation.ShareSent.class).stream().map(it -> it.share().current()))
        .containsExactly(false, true, false);
  }
}
