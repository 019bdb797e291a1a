package dev.adit.guard;

import dev.adit.guard.Admission.Admitted;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs at 100,000 remembered addresses to let somebody in, and to see him off as well; to
/// refuse one that is banned; to let in strangers when as many are remembered as can be; and to
/// count who is banned; with the collector and the headers that `./adit` runs with. Before it
/// begins it prints the memory of an address: TYPICAL had one connection, one login and five
/// shares, of WORST all queues are full, BANNED made noise until it was thrown out.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xms1g"})
public class AdmitBench implements GuardNews {
  private static final int ADDRESSES = 100_000;
  private static final int AT_ONCE = 1000;
  private static final long SECOND = 1_000_000_000L;

  /// How much each address has behind it.
  public enum Past {
    TYPICAL,
    WORST,
    BANNED
  }

  @Param({"TYPICAL", "WORST", "BANNED"})
  public Past past;

  private final Random random = new Random(1);
  private final Door door = new Door("main", 0);
  private final InetAddress[] known =
      IntStream.range(0, ADDRESSES).mapToObj(i -> ip(0x0a000000 + i)).toArray(InetAddress[]::new);
  private final InetAddress banned = ip(0x0b000000);
  private final @Nullable Admission[] inside = new Admission[AT_ONCE];
  private Guard guard;
  private long now;
  private int stranger;

  @Setup
  public void remember() {
    AddressRanges lists =
        AddressRanges.of(List.of(new AddressRange(ip(0x7f000000), 8), new AddressRange(ip(5), 32)));
    GuardSettings settings =
        new GuardSettings(
            true,
            30_000,
            100,
            60_000,
            0,
            5,
            5,
            3600 * SECOND,
            300 * SECOND,
            60 * SECOND,
            lists,
            lists,
            64,
            false);
    guard = new Guard(settings, this);
    long before = used();
    for (InetAddress address : known) {
      live(address);
    }
    long after = used();
    System.out.printf("%n%s: %d bytes per address%n", past, (after - before) / ADDRESSES);
    guard.ban(banned, Ban.FOREVER, now);
  }

  private void live(InetAddress address) {
    if (past == Past.BANNED) {
      Visit visit = enter(address);
      for (int noise = 0; noise < 6; noise++) {
        visit.onNoise(now);
      }
      return;
    }
    int visits = past == Past.TYPICAL ? 1 : 50;
    int shares = past == Past.TYPICAL ? 5 : 50;
    for (int i = 0; i < visits; i++) {
      Visit visit = enter(address);
      visit.onLogin(now);
      for (int share = 0; share < shares; share++) {
        visit.onGoodShare(1000, now);
      }
      if (past == Past.WORST) {
        visit.onFailedLogin(now);
        visit.onNoise(now);
      }
      visit.end(now);
    }
  }

  private Visit enter(InetAddress address) {
    now += 1000;
    return ((Admitted) guard.admit(address, door, _ -> {}, now)).visit();
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Benchmark
  public GuardCounts counts() {
    return guard.counts(now);
  }

  /// The decision alone.
  @Benchmark
  @OperationsPerInvocation(AT_ONCE)
  public void decision() {
    for (int i = 0; i < AT_ONCE; i++) {
      now += 1000;
      inside[i] = guard.admit(known[random.nextInt(ADDRESSES)], door, _ -> {}, now);
    }
  }

  @TearDown(Level.Invocation)
  public void seeOff() {
    for (int i = 0; i < AT_ONCE && inside[i] != null; i++) {
      if (inside[i] instanceof Admitted(Visit visit)) {
        visit.end(now);
      }
      inside[i] = null;
    }
  }

  @Benchmark
  public void known() {
    now += 1000;
    if (guard.admit(known[random.nextInt(ADDRESSES)], door, _ -> {}, now)
        instanceof Admitted(Visit visit)) {
      visit.end(now);
    }
  }

  @Benchmark
  public Admission banned() {
    return guard.admit(banned, door, _ -> {}, now);
  }

  @Benchmark
  public void stranger() {
    enter(ip(0x0c000000 + (stranger++ & 0xffffff))).end(now);
  }

  @Override
  public void banned(AddressKey key, BanReason reason, long remainingNanos, boolean would) {}

  @Override
  public void lifted(AddressKey key, BanReason reason, boolean would) {}

  private static InetAddress ip(int bits) {
    try {
      return InetAddress.getByAddress(
          new byte[] {
            (byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits
          });
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
