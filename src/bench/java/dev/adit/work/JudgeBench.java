package dev.adit.work;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What judging a share costs: a coinbase of 250 bytes, 12 branches, no share good enough, so that
/// every test is made.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JudgeBench {
  private static final int NTIME = 0x647025b5;

  @Param({"SHA256D", "SCRYPT"})
  public Algorithm algorithm;

  private final ShareJudge judge = new ShareJudge();
  private Job job;
  private Difficulty difficulty;
  private HexBytes extranonce1;
  private HexBytes extranonce2;
  private int nonce;

  @Setup
  public void announce() {
    Random random = new Random(1);
    PoolMessage.Notify notify =
        new PoolMessage.Notify(
            "1",
            bytes(random, 32),
            bytes(random, 80),
            bytes(random, 158),
            Stream.generate(() -> bytes(random, 32)).limit(12).toList(),
            0x20000000,
            0x1705ae3a,
            NTIME,
            true);
    difficulty = Difficulty.of(1e9, algorithm);
    job = new Job(notify, algorithm, difficulty);
    extranonce1 = bytes(random, 8);
    extranonce2 = bytes(random, 4);
  }

  @Benchmark
  public Verdict judge() {
    return judge.judge(
        new Candidate(
            job, extranonce1, extranonce2, NTIME, nonce++, 0x2000, 0x1fffe000, difficulty),
        NTIME);
  }

  private static HexBytes bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return HexBytes.of(bytes);
  }
}
