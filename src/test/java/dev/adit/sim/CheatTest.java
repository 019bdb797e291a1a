package dev.adit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.StratumCodec;
import dev.adit.stratum.Subscription;
import dev.adit.work.Algorithm;
import dev.adit.work.Candidate;
import dev.adit.work.Difficulty;
import dev.adit.work.Job;
import dev.adit.work.ShareJudge;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Each cheat is what it says, and nothing else is amiss.
class CheatTest {
  /// About 43 hashes.
  private static final double EASY = 1e-8;

  private static final RequestId SUBSCRIBE = RequestId.of(1);
  private static final RequestId SHARE = RequestId.of(7);

  private final StratumCodec codec = new StratumCodec();
  private final ShareJudge hasher = new ShareJudge();
  private final List<PoolMessage> said = new ArrayList<>();
  private int nonce;

  private static SimPoolSettings settings(Cheat... kinds) {
    return new SimPoolSettings().difficulty(EASY).cheat(kinds);
  }

  private PoolOffice open(SimPoolSettings settings) throws IOException {
    return PoolOffice.open(settings, codec);
  }

  /// A miner that is subscribed and authorised, and hears into [#said].
  private PoolSide join(PoolOffice office) {
    PoolSide side = new PoolSide(office, EASY, 0, said::add);
    side.on(new MinerMessage.Subscribe(SUBSCRIBE, "test", null), 0);
    side.on(new MinerMessage.Authorize(RequestId.of(2), "wallet.rig", "x"), 0);
    return side;
  }

  private Notify next(PoolOffice office, PoolSide side) {
    Notify job = office.nextJob(false);
    assertThat(side.takes(job)).isTrue();
    said.add(job);
    return job;
  }

  private Subscription subscription() {
    String result =
        answers().stream()
            .filter(answer -> answer.id().equals(SUBSCRIBE))
            .reduce((_, latest) -> latest)
            .orElseThrow()
            .result();
    return Objects.requireNonNull(codec.readSubscription(result));
  }

  private List<Answer> answers() {
    return said.stream().filter(Answer.class::isInstance).map(Answer.class::cast).toList();
  }

  private <T extends PoolMessage> List<T> said(Class<T> kind) {
    return said.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// Finds and submits a share that is worth from `least` to `most` times the difficulty; returns
  /// the answers.
  private List<Answer> submit(PoolSide side, Notify job, double least, double most) {
    while (true) {
      double worth = worth(job, subscription(), ++nonce);
      if (worth >= least && worth < most) {
        return submit(side, job);
      }
    }
  }

  /// Of the latest nonce.
  private List<Answer> submit(PoolSide side, Notify job) {
    int before = answers().size();
    HexBytes extranonce2 = HexBytes.of(new byte[subscription().extranonce2Size()]);
    side.on(
        new MinerMessage.Submit(
            SHARE, "wallet.rig", job.jobId(), extranonce2, job.ntime(), nonce, null),
        0);
    return answers().subList(before, answers().size());
  }

  /// In units of the difficulty.
  private double worth(Notify job, Subscription as, int ofNonce) {
    Difficulty difficulty = Difficulty.of(EASY, Algorithm.SHA256D);
    var share =
        new Candidate(
            new Job(job, Algorithm.SHA256D, difficulty),
            as.extranonce1(),
            HexBytes.of(new byte[as.extranonce2Size()]),
            job.ntime(),
            ofNonce,
            null,
            0,
            difficulty);
    return hasher.prove(share).difficulty() / EASY;
  }

  private static void assertAccepted(List<Answer> answers) {
    assertThat(answers).containsExactly(Answer.yes(SHARE));
  }

  private static void assertRefused(List<Answer> answers, String error) {
    assertThat(answers).singleElement().extracting(Answer::error).isEqualTo(error);
  }

  private static Long times(PoolOffice office, Cheat kind) {
    return office.tricks().done().getOrDefault(kind.toString(), 0L);
  }

  @Test
  void anHonestPoolDoesNoneOfIt() throws IOException {
    PoolOffice office = open(settings());
    PoolSide side = join(office);
    Notify first = office.board().current();
    for (int i = 0; i < 12; i++) {
      Notify job = next(office, side);
      assertAccepted(submit(side, job, 1, 2));
      assertAccepted(submit(side, job, 10, 1e9));
      assertRefused(submit(side, job, 0, 1), "[23,\"Low difficulty share\",null]");
      assertThat(job.nbits()).isEqualTo(first.nbits());
      assertThat(job.prevhash()).isEqualTo(first.prevhash());
      assertThat(job.branch()).hasSize(12);
      ReadCoinbase coinbase = ReadCoinbase.of(job, 12);
      assertThat(coinbase.tag()).isEqualTo(ReadCoinbase.of(first, 12).tag());
      assertThat(coinbase.reward()).isEqualTo(ReadCoinbase.of(first, 12).reward());
    }
    assertThat(said(PoolMessage.Reconnect.class)).isEmpty();
    assertThat(answers()).hasSize(2 + 3 * 12);
    assertThat(office.tricks().done()).isEmpty();
  }

  @Nested
  class WithShares {

    @Test
    void skimsTheBestTenth() throws IOException {
      PoolOffice office = open(settings(Cheat.SKIM));
      PoolSide side = join(office);
      Notify job = office.board().current();
      assertAccepted(submit(side, job, 1, 10));
      assertRefused(submit(side, job, 10, 1e9), "[21,\"Stale share\",null]");
      assertThat(times(office, Cheat.SKIM)).isEqualTo(1);
      assertThat(office.books().totals(1, 1, 4, 1, office.tricks().done()).rejected(21))
          .isEqualTo(1);
    }

    @Test
    void withholdsTheAnswerOfEveryTenthShare() throws IOException {
      PoolOffice office = open(settings(Cheat.WITHHOLD));
      PoolSide side = join(office);
      Notify job = office.board().current();
      for (int i = 1; i < 10; i++) {
        assertAccepted(submit(side, job, 1, 1e9));
        assertThat(submit(side, job, 0, 1)).as("refused, and told so").hasSize(1);
      }
      assertThat(submit(side, job, 1, 1e9)).isEmpty();
      assertAccepted(submit(side, job, 1, 1e9));
      assertThat(times(office, Cheat.WITHHOLD)).isEqualTo(1);
    }

    @Test
    void withholdsTheAnswerOfABlock() throws IOException {
      PoolOffice office = open(settings(Cheat.WITHHOLD).nbits(0x207fffff));
      PoolSide side = join(office);
      assertThat(submit(side, office.board().current(), 1, 1e9)).isEmpty();
      assertThat(office.books().totals(1, 1, 3, 1, office.tricks().done()).unanswered())
          .isEqualTo(1);
    }

    @Test
    void answersEveryFifthTwice() throws IOException {
      PoolOffice office = open(settings(Cheat.DOUBLE_ANSWER));
      PoolSide side = join(office);
      Notify job = office.board().current();
      for (int i = 1; i < 5; i++) {
        assertAccepted(submit(side, job, 1, 1e9));
      }
      assertThat(submit(side, job, 1, 1e9)).containsExactly(Answer.yes(SHARE), Answer.yes(SHARE));
      assertThat(office.books().totals(1, 1, 7, 1, office.tricks().done()).accepted())
          .as("credited once")
          .isEqualTo(5);
    }

    @Test
    void refusesWhatMissesFourTimesItsDifficulty() throws IOException {
      PoolOffice office = open(settings(Cheat.DIFFICULTY));
      PoolSide side = join(office);
      Notify job = office.board().current();
      assertRefused(submit(side, job, 1, 4), "[23,\"Low difficulty share\",null]");
      assertAccepted(submit(side, job, 4, 1e9));
      assertThat(said(PoolMessage.SetDifficulty.class))
          .containsExactly(new PoolMessage.SetDifficulty(EASY));
    }

    @Test
    void creditsWhatMissesItsDifficulty() throws IOException {
      PoolOffice office = open(settings(Cheat.LAX));
      PoolSide side = join(office);
      assertAccepted(submit(side, office.board().current(), 0, 1));
      assertThat(times(office, Cheat.LAX)).isEqualTo(1);
    }
  }

  @Nested
  class WithJobs {

    @ParameterizedTest
    @CsvSource({"TIMEWARP, 10800", "BACKDATE, -10800", "FUTURE, 900"})
    void tellsAnotherTimeAndJudgesByIt(Cheat kind, int seconds) throws IOException {
      long before = System.currentTimeMillis() / 1000;
      PoolOffice office = open(settings(kind));
      PoolSide side = join(office);
      Notify job = office.board().current();
      assertThat(job.ntime() - seconds)
          .isBetween((int) before, (int) (System.currentTimeMillis() / 1000));
      assertAccepted(submit(side, job, 1, 1e9));
    }

    @ParameterizedTest
    @EnumSource(
        value = Cheat.class,
        names = {"OTHER_CHAIN", "PAYOUT", "TAG"})
    void putsInACrookedOneEveryThird(Cheat kind) throws IOException {
      PoolOffice office = open(settings(kind));
      PoolSide side = join(office);
      Notify honest = office.board().current();
      ReadCoinbase usual = ReadCoinbase.of(honest, 12);
      for (int i = 1; i <= 7; i++) {
        Notify job = next(office, side);
        ReadCoinbase coinbase = ReadCoinbase.of(job, 12);
        boolean turn = i % 3 == 0;
        boolean otherChain = turn && kind == Cheat.OTHER_CHAIN;
        assertThat(job.nbits() != honest.nbits()).as("nbits").isEqualTo(otherChain);
        assertThat(!job.prevhash().equals(honest.prevhash())).as("chain").isEqualTo(otherChain);
        assertThat(coinbase.height() < usual.height() - 1000).as("height").isEqualTo(otherChain);
        assertThat(!coinbase.reward().equals(usual.reward()))
            .as("payout")
            .isEqualTo(turn && kind == Cheat.PAYOUT);
        assertThat(!coinbase.tag().equals(usual.tag()))
            .as("tag")
            .isEqualTo(turn && kind == Cheat.TAG);
        assertAccepted(submit(side, job, 1, 1e9));
      }
      assertThat(times(office, kind)).isEqualTo(2);
    }

    @Test
    void doesItAtOnceWhereItIsHurried() throws IOException {
      PoolOffice office = open(settings());
      PoolSide side = join(office);
      ReadCoinbase usual = ReadCoinbase.of(office.board().current(), 12);
      office.tricks().hurry(Cheat.PAYOUT);
      assertThat(ReadCoinbase.of(next(office, side), 12).reward()).isNotEqualTo(usual.reward());
      assertThat(ReadCoinbase.of(next(office, side), 12).reward()).isEqualTo(usual.reward());
    }

    private RandomJobs jobs(SimPoolSettings settings) {
      Trickery tricks = new Trickery(settings);
      Extranonces extranonces = new Extranonces(settings, tricks, 0);
      return new RandomJobs(settings, tricks, extranonces, new SplittableRandom(1));
    }

    @Test
    void keepsToTheOldBlockForAWhile() {
      RandomJobs jobs = jobs(settings(Cheat.OLD_BLOCK).cheatDelay(Duration.ofSeconds(10)));
      Notify old = jobs.next(false, 1000);
      int height = ReadCoinbase.of(old, 12).height();

      for (Notify job : List.of(jobs.next(true, 2000), jobs.next(true, 2005))) {
        assertThat(job.prevhash()).isEqualTo(old.prevhash());
        assertThat(job.clean()).isFalse();
        assertThat(ReadCoinbase.of(job, 12).height()).isEqualTo(height);
      }
      assertThat(jobs.owesJob(2009)).isFalse();
      assertThat(jobs.owesJob(2010)).isTrue();
      Notify late = jobs.next(false, 2010);
      assertThat(late.clean()).isTrue();
      assertThat(ReadCoinbase.of(late, 12).height()).isEqualTo(height + 2);
      assertThat(jobs.owesJob(9999)).isFalse();
    }

    @Test
    void leavesBlocksEmptyForLong() {
      RandomJobs jobs = jobs(settings(Cheat.EMPTY_BLOCK).cheatDelay(Duration.ofSeconds(50)));
      jobs.next(false, 1000);
      assertThat(jobs.next(false, 1100).branch()).hasSize(12);
      Notify empty = jobs.next(true, 2000);
      assertThat(empty.branch()).isEmpty();
      assertThat(ReadCoinbase.of(empty, 12).reward().sats()).as("no fees").isEqualTo(312_500_000);
      assertThat(jobs.next(false, 2099).branch()).isEmpty();
      Notify full = jobs.next(false, 2100);
      assertThat(full.branch()).hasSize(12);
      assertThat(ReadCoinbase.of(full, 12).reward().sats()).isGreaterThan(312_500_000);
    }
  }

  @Nested
  class WithSessions {

    @Test
    void changesTheExtranonceByASecondAnswer() throws IOException {
      PoolOffice office = open(settings(Cheat.EXTRANONCE));
      PoolSide side = join(office);
      Subscription before = subscription();
      next(office, side);
      Notify second = next(office, side);
      assertThat(subscription()).isEqualTo(before);
      Notify third = next(office, side);

      assertThat(subscription().extranonce1()).isNotEqualTo(before.extranonce1());
      assertThat(subscription().extranonce2Size()).isEqualTo(before.extranonce2Size());
      assertThat(said(PoolMessage.SetExtranonce.class)).isEmpty();
      mineForOne(second, before, subscription());
      assertAccepted(submit(side, second));
      mineForOne(third, before, subscription());
      assertRefused(submit(side, third), "[23,\"Low difficulty share\",null]");
      assertAccepted(submit(side, third, 1, 1e9));
    }

    /// Until a nonce is good for the one and bad for the other.
    private void mineForOne(Notify job, Subscription one, Subscription other) {
      do {
        nonce++;
      } while (worth(job, one, nonce) < 1 || worth(job, other, nonce) >= 1);
    }

    @Test
    void givesAllTheSameExtranonce() throws IOException {
      PoolOffice office = open(settings(Cheat.REUSE_EXTRANONCE));
      join(office);
      Subscription first = subscription();
      PoolSide side = join(office);
      assertThat(subscription().extranonce1()).isEqualTo(first.extranonce1());
      assertAccepted(submit(side, office.board().current(), 1, 1e9));
    }

    @Test
    void leavesLittleToMiners() throws IOException {
      PoolOffice office = open(settings(Cheat.SMALL_EXTRANONCE));
      PoolSide side = join(office);
      assertThat(subscription().extranonce2Size()).isEqualTo(2);
      Notify job = next(office, side);
      assertThat(ReadCoinbase.of(job, 4 + 2).pushes().getLast()).hasSize(4 + 2);
      assertAccepted(submit(side, job, 1, 1e9));
    }

    @Test
    void sendsMinersToAStrangerEveryThirdJob() throws IOException {
      PoolOffice office = open(settings(Cheat.REDIRECT));
      PoolSide side = join(office);
      next(office, side);
      next(office, side);
      assertThat(said(PoolMessage.Reconnect.class)).isEmpty();
      Notify job = next(office, side);
      assertThat(said(PoolMessage.Reconnect.class))
          .containsExactly(new PoolMessage.Reconnect("pool.evil.example", 3333, 0));
      assertAccepted(submit(side, job, 1, 1e9));
    }
  }
}
