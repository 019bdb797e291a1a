package dev.adit.stratum;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a line costs to read and to write: a share (the limit is 0.5 µs) and a job with 12
/// branches.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParseBench {
  private static final String HASH =
      "ae23055e00f0f697cc3640124812d96d4fe8bdfa03484c1c638ce5a1c0e9aa81";

  private final StratumCodec codec = new StratumCodec();
  private final LineBuffer out = new LineBuffer();
  private final byte[] submitLine =
      ascii(
          "{\"params\": [\"printcrypto.S19xp134tx6y164\", \"2dc3427c2e\", \"0a00000000000000\","
              + " \"64c25820\", \"591d28da\", \"00092000\"], \"id\": 2955, \"method\":"
              + " \"mining.submit\"}");
  private final byte[] notifyLine =
      ascii(
          "{\"id\":null,\"method\":\"mining.notify\",\"params\":[\"1b4c3d9041\",\""
              + HASH
              + "\",\""
              + "01".repeat(91)
              + "\",\""
              + "02".repeat(169)
              + "\",[\""
              + String.join("\",\"", Collections.nCopies(12, HASH))
              + "\"],\"20000004\",\"1705c739\",\"64495522\",false]}");
  private final MinerMessage submit = codec.readMiner(submitLine, 0, submitLine.length);
  private final PoolMessage notify = codec.readPool(notifyLine, 0, notifyLine.length);
  private final PoolMessage yes = PoolMessage.Answer.yes(RequestId.of(2955));

  private static byte[] ascii(String line) {
    return line.getBytes(StandardCharsets.US_ASCII);
  }

  @Benchmark
  public MinerMessage readSubmit() {
    return codec.readMiner(submitLine, 0, submitLine.length);
  }

  @Benchmark
  public PoolMessage readNotify() {
    return codec.readPool(notifyLine, 0, notifyLine.length);
  }

  @Benchmark
  public int writeSubmit() {
    out.clear();
    codec.write(submit, out);
    return out.size();
  }

  @Benchmark
  public int writeNotify() {
    out.clear();
    codec.write(notify, out);
    return out.size();
  }

  @Benchmark
  public int writeAnswer() {
    out.clear();
    codec.write(yes, out);
    return out.size();
  }
}
