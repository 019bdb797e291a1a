package dev.adit.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.StratumError;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareJudgeTest {

  private static final int MASK = 0x1fffe000;
  private static final int NTIME = 0x647025b5;
  private static final long NOW = NTIME + 100;

  /// Of the main network: no share here comes near.
  private static final int HARD = 0x1705ae3a;

  /// Every other hash is a block.
  private static final int EASY = 0x207fffff;

  /// About one hash in 43 meets it.
  private static final double MINERS = 1e-8;

  /// About one hash in 430 meets it.
  private static final double POOLS = 1e-7;

  private final ShareJudge judge = new ShareJudge();

  /// A job and a share for it, varied field by field.
  private record Bench(
      int jobVersion, int nbits, int ntime, @Nullable Integer bits, double pool, double miner) {

    static final Bench PLAIN = new Bench(0x20000000, HARD, NTIME, null, POOLS, MINERS);

    Bench jobVersion(int jobVersion) {
      return new Bench(jobVersion, nbits, ntime, bits, pool, miner);
    }

    Bench nbits(int nbits) {
      return new Bench(jobVersion, nbits, ntime, bits, pool, miner);
    }

    Bench ntime(int ntime) {
      return new Bench(jobVersion, nbits, ntime, bits, pool, miner);
    }

    Bench bits(@Nullable Integer bits) {
      return new Bench(jobVersion, nbits, ntime, bits, pool, miner);
    }

    Bench difficulties(double pool, double miner) {
      return new Bench(jobVersion, nbits, ntime, bits, pool, miner);
    }

    Candidate share(int nonce) {
      PoolMessage.Notify notify =
          new PoolMessage.Notify(
              "1",
              HexBytes.of(new byte[32]),
              hex("01"),
              hex("02"),
              List.of(HexBytes.of(new byte[32])),
              jobVersion,
              nbits,
              NTIME,
              true);
      Job job = new Job(notify, Algorithm.SHA256D, Difficulty.of(pool, Algorithm.SHA256D));
      return new Candidate(
          job,
          hex("aabb"),
          hex("00000000"),
          ntime,
          nonce,
          bits,
          MASK,
          Difficulty.of(miner, Algorithm.SHA256D));
    }

    /// The share with the lowest nonce whose proof is as wanted: mining, in short.
    Candidate mine(Predicate<Candidate> wanted) {
      return IntStream.range(0, 1_000_000)
          .mapToObj(this::share)
          .filter(wanted)
          .findFirst()
          .orElseThrow();
    }
  }

  private static HexBytes hex(String text) {
    return Objects.requireNonNull(HexBytes.parse(text));
  }

  private static final ShareHasher HASHER = new ShareHasher();

  private static boolean meets(Candidate share, VersionFormula formula, double difficulty) {
    return Difficulty.of(difficulty, Algorithm.SHA256D)
        .metBy(HASHER.prove(share, formula).powHash());
  }

  private static boolean meets(Candidate share, double difficulty) {
    return meets(share, VersionFormula.BIP, difficulty);
  }

  private static StratumError refusal(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    return ((Verdict.Refused) verdict).error();
  }

  @Nested
  class ByDifficulty {

    @Test
    void sendsAShareThatMeetsThePoolsToThePool() {
      Candidate share = Bench.PLAIN.mine(it -> meets(it, POOLS));
      assertThat(judge.judge(share, NOW))
          .isEqualTo(new Verdict.ForThePool(HASHER.prove(share, VersionFormula.BIP)));
    }

    @Test
    void booksAShareThatMeetsTheMinersOnly() {
      Candidate share = Bench.PLAIN.mine(it -> meets(it, MINERS) && !meets(it, POOLS));
      assertThat(judge.judge(share, NOW)).isInstanceOf(Verdict.ForOurBooks.class);
    }

    @Test
    void refusesAShareBelowTheMiners() {
      Candidate share = Bench.PLAIN.mine(it -> !meets(it, MINERS));
      assertThat(refusal(judge.judge(share, NOW)))
          .isEqualTo(new StratumError(23, "Low difficulty share"));
    }

    @Test
    @DisplayName("T17 a share is judged by the difficulty of its own job, whatever came later")
    void judgesByTheDifficultyOfTheJob() {
      Candidate old = Bench.PLAIN.mine(it -> meets(it, MINERS) && !meets(it, POOLS));
      Candidate raised = Bench.PLAIN.difficulties(POOLS, POOLS).share(old.nonce());
      assertThat(refusal(judge.judge(raised, NOW)).code()).isEqualTo(23);
      assertThat(judge.judge(old, NOW)).isInstanceOf(Verdict.ForOurBooks.class);
    }
  }

  @Nested
  class ByTime {

    @ParameterizedTest
    @ValueSource(ints = {NTIME, NTIME + 1, NTIME + 100 + 7200})
    void acceptsFromTheJobsUpToTwoHoursAhead(int ntime) {
      Candidate share = Bench.PLAIN.ntime(ntime).mine(it -> meets(it, POOLS));
      assertThat(judge.judge(share, NOW)).isInstanceOf(Verdict.ForThePool.class);
    }

    /// A machine without a clock of its own starts with a wrong one, and some pools' are.
    @Test
    void takesTheJobsOwnTimeWhateverTheClockHereSays() {
      long weeksBehind = NTIME - 2_000_000L;
      Candidate share = Bench.PLAIN.mine(it -> meets(it, POOLS));
      assertThat(judge.judge(share, weeksBehind)).isInstanceOf(Verdict.ForThePool.class);
      Candidate beyond = Bench.PLAIN.ntime(NTIME + 7201).mine(it -> meets(it, POOLS));
      assertThat(refusal(judge.judge(beyond, weeksBehind)).code()).isEqualTo(20);
    }

    @Test
    void goesOnAfter2038() {
      int ntime = 0x80000010;
      Candidate share = Bench.PLAIN.ntime(ntime).mine(it -> meets(it, POOLS));
      assertThat(judge.judge(share, 0x80000000L)).isInstanceOf(Verdict.ForThePool.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {NTIME - 1, NTIME + 100 + 7201, -1, 0})
    void refusesOutsideOfThat(int ntime) {
      Candidate share = Bench.PLAIN.ntime(ntime).mine(it -> meets(it, POOLS));
      assertThat(refusal(judge.judge(share, NOW)))
          .isEqualTo(new StratumError(20, "Ntime out of range"));
    }
  }

  @Nested
  class OfBlocks {

    /// A block that meets neither difficulty.
    private final Bench bench = Bench.PLAIN.nbits(EASY).difficulties(1, 1);

    private void expectBlock(Candidate share) {
      assertThat(judge.judge(share, NOW))
          .asInstanceOf(type(Verdict.ForThePool.class))
          .matches(verdict -> verdict.proof().block());
    }

    @Test
    @DisplayName("T25 a block goes to the pool whatever else is wrong with the share")
    void sendsThemToThePoolWhateverElseIsWrong() {
      expectBlock(bench.mine(it -> judge.prove(it).block()));
      expectBlock(bench.ntime(0).mine(it -> judge.prove(it).block()));
      expectBlock(bench.bits(1).mine(it -> judge.prove(it).block()));
    }

    @Test
    void sendsAlsoOneThatOnlyAnotherReadingOfTheVersionBitsMakes() {
      Candidate share =
          bench
              .jobVersion(0x20002000)
              .bits(0x4000)
              .mine(it -> !judge.prove(it).block() && HASHER.prove(it, VersionFormula.OR).block());
      expectBlock(share);
    }

    @Test
    void knowsNoneWhereTheNetworksTargetIsInvalid() {
      Candidate share = bench.nbits(0x04923456).share(0);
      assertThat(share.job().networkTarget()).isEqualTo(Uint256.ZERO);
      assertThat(judge.prove(share).block()).isFalse();
    }
  }

  @Nested
  class OfVersionBits {

    @Test
    @DisplayName("T28 the header's version is made by the formula of BIP310")
    void replacesTheJobsBitsInsideTheMask() {
      Candidate share = Bench.PLAIN.jobVersion(0x20006004).bits(0x0000a000).share(0);
      assertThat(judge.prove(share).header().hex()).startsWith("04a00020");
      assertThat(share.headerVersion(VersionFormula.OR)).isEqualTo(0x2000e004);
      assertThat(share.headerVersion(VersionFormula.XOR)).isEqualTo(0x2000c004);
    }

    @Test
    @DisplayName("T29 a submit without version bits leaves the job's version as it is")
    void leavesTheJobsVersionWhereThereAreNone() {
      Candidate share = Bench.PLAIN.jobVersion(0x20006004).bits(null).mine(it -> meets(it, POOLS));
      assertThat(judge.prove(share).header().hex()).startsWith("04600020");
      assertThat(judge.judge(share, NOW)).isInstanceOf(Verdict.ForThePool.class);
    }

    @Test
    void refusesBitsThatWereNotGranted() {
      Candidate share = Bench.PLAIN.bits(0x20002000).mine(it -> meets(it, POOLS));
      assertThat(share.rollsOutsideMask()).isTrue();
      assertThat(refusal(judge.judge(share, NOW)))
          .isEqualTo(new StratumError(20, "Invalid version bits"));
    }

    @Test
    @DisplayName("T28 OR-ed version bits are refused, reported and counted")
    void tellsWhenTheyWereOred() {
      Candidate share = missing(VersionFormula.OR);
      assertThat(refusal(judge.judge(share, NOW)))
          .isEqualTo(new StratumError(23, "Low difficulty share (version bits seem to be OR-ed)"));
      assertThat(judge.misreadFormula(share)).isEqualTo(VersionFormula.OR);
      assertThat(judge.orVariants()).isEqualTo(1);
      assertThat(judge.xorVariants()).isZero();
    }

    @Test
    @DisplayName("T28 XOR-ed version bits are refused, reported and counted")
    void tellsWhenTheyWereXored() {
      Candidate share = missing(VersionFormula.XOR);
      assertThat(refusal(judge.judge(share, NOW)))
          .isEqualTo(new StratumError(23, "Low difficulty share (version bits seem to be XOR-ed)"));
      assertThat(judge.xorVariants()).isEqualTo(1);
      assertThat(judge.orVariants()).isZero();
    }

    @Test
    void suspectsNothingWhereAllFormulasAgree() {
      Candidate share = Bench.PLAIN.bits(0x2000).mine(it -> !meets(it, MINERS));
      assertThat(judge.misreadFormula(share)).isNull();
    }

    /// A share that is good by `formula` alone.
    private static Candidate missing(VersionFormula formula) {
      return Bench.PLAIN
          .jobVersion(0x20006000)
          .bits(0xa000)
          .mine(
              it -> {
                boolean byThis = meets(it, formula, MINERS);
                long by =
                    List.of(VersionFormula.values()).stream()
                        .filter(each -> meets(it, each, MINERS))
                        .count();
                return byThis && by == 1;
              });
    }
  }
}
