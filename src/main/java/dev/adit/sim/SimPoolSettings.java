package dev.adit.sim;

import dev.adit.work.Algorithm;
import dev.adit.work.BitcoinAddress;
import dev.adit.work.Vardiff;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a simulated pool behaves. Each setter is also an option of `adit sim pool`; what a test does
/// not set has the same default, but for the port, which is any free one.
public final class SimPoolSettings {
  InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  @Nullable InetSocketAddress statsListen;
  Algorithm algorithm = Algorithm.SHA256D;
  double difficulty = 0.001;
  Duration vardiffTarget = Duration.ZERO;
  Duration notifyEvery = Duration.ofSeconds(30);
  Duration blockEvery = Duration.ofMinutes(10);
  int branches = 12;
  int nbits = 0x1703ffff;
  int extranonce1Size = 4;
  int extranonce2Size = 8;
  int versionMask = 0x1fffe000;
  boolean validate = true;
  double rejectRate;
  double noAnswerRate;
  @Nullable Pattern refuse;
  Duration latency = Duration.ZERO;
  boolean silent;
  @Nullable Path replay;
  @Nullable Path certificate;
  @Nullable Path key;
  long seed = 1;
  String payoutAddress = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
  Set<Cheat> cheats = EnumSet.noneOf(Cheat.class);
  Duration cheatDelay = Duration.ofMinutes(1);
  boolean recording;
  InstantSource clock = InstantSource.system();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:3333",
      converter = Texts.Address.class,
      description = "Where to wait for miners (default ${DEFAULT-VALUE}).")
  public SimPoolSettings listen(InetSocketAddress address) {
    this.listen = address;
    return this;
  }

  @Option(
      names = "--stats-listen",
      paramLabel = "HOST:PORT",
      converter = Texts.Address.class,
      description =
          "Where to publish statistics as ckpool does, at /users/NAME, for [forensics.pool_stats]"
              + " (default nowhere).")
  public SimPoolSettings statsListen(@Nullable InetSocketAddress address) {
    this.statsListen = address;
    return this;
  }

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      defaultValue = "sha256d",
      description = "Proof of work: sha256d or scrypt (default ${DEFAULT-VALUE}).")
  public SimPoolSettings algorithm(Algorithm which) {
    this.algorithm = which;
    return this;
  }

  @Option(
      names = "--difficulty",
      paramLabel = "D",
      defaultValue = "0.001",
      description = "Of a share; 1 is about 4.3 billion hashes (default ${DEFAULT-VALUE}).")
  public SimPoolSettings difficulty(double value) {
    this.difficulty = value;
    return this;
  }

  @Option(
      names = "--vardiff-target",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = Texts.Span.class,
      description =
          "Adjust each connection's difficulty to a share per TIME; 0s: do not (default).")
  public SimPoolSettings vardiffTarget(Duration perShare) {
    this.vardiffTarget = perShare;
    return this;
  }

  @Option(
      names = "--notify-every",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Texts.Span.class,
      description = "Between jobs; 0s: only the first (default ${DEFAULT-VALUE}).")
  public SimPoolSettings notifyEvery(Duration period) {
    this.notifyEvery = period;
    return this;
  }

  @Option(
      names = "--block-every",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = Texts.Span.class,
      description =
          "Between blocks, whose first job is clean; 0s: never (default ${DEFAULT-VALUE}).")
  public SimPoolSettings blockEvery(Duration period) {
    this.blockEvery = period;
    return this;
  }

  @Option(
      names = "--branches",
      paramLabel = "N",
      defaultValue = "12",
      description = "Hashes in a job's merkle branch (default ${DEFAULT-VALUE}).")
  public SimPoolSettings branches(int count) {
    this.branches = count;
    return this;
  }

  @Option(
      names = "--nbits",
      paramLabel = "HEX",
      defaultValue = "1703ffff",
      converter = Texts.Hex32.class,
      description =
          "The network's target; 1f00ffff gives a block now and then"
              + " (default ${DEFAULT-VALUE}).")
  public SimPoolSettings nbits(int compact) {
    this.nbits = compact;
    return this;
  }

  @Option(
      names = "--extranonce1-size",
      paramLabel = "N",
      defaultValue = "4",
      description = "Bytes, 1 to 16 (default ${DEFAULT-VALUE}).")
  public SimPoolSettings extranonce1Size(int bytes) {
    this.extranonce1Size = bytes;
    return this;
  }

  @Option(
      names = "--extranonce2-size",
      paramLabel = "N",
      defaultValue = "8",
      description = "Bytes, 1 to 16 (default ${DEFAULT-VALUE}).")
  public SimPoolSettings extranonce2Size(int bytes) {
    this.extranonce2Size = bytes;
    return this;
  }

  @Option(
      names = "--version-mask",
      paramLabel = "HEX",
      defaultValue = "1fffe000",
      converter = Texts.Hex32.class,
      description = "Version bits that may be rolled; 0: none (default ${DEFAULT-VALUE}).")
  public SimPoolSettings versionMask(int mask) {
    this.versionMask = mask;
    return this;
  }

  @Option(
      names = "--validate",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Check every share's proof of work, and that it is new (default);"
              + " with --no-validate only its job and its worker.")
  public SimPoolSettings validate(boolean on) {
    this.validate = on;
    return this;
  }

  @Option(
      names = "--reject-rate",
      paramLabel = "P",
      defaultValue = "0",
      description = "Share of good submits that are refused all the same, 0 to 1.")
  public SimPoolSettings rejectRate(double probability) {
    this.rejectRate = probability;
    return this;
  }

  @Option(
      names = "--no-answer-rate",
      paramLabel = "P",
      defaultValue = "0",
      description = "Share of submits that are never answered, 0 to 1.")
  public SimPoolSettings noAnswerRate(double probability) {
    this.noAnswerRate = probability;
    return this;
  }

  @Option(
      names = "--refuse",
      paramLabel = "REGEX",
      description = "Names that are not authorised, such as '.*\\.bad'.")
  public SimPoolSettings refuse(@Nullable Pattern names) {
    this.refuse = names;
    return this;
  }

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      defaultValue = "0ms",
      converter = Texts.Span.class,
      description = "How long every answer takes (default none).")
  public SimPoolSettings latency(Duration perAnswer) {
    this.latency = perAnswer;
    return this;
  }

  @Option(names = "--silent", description = "Accept connections and never say a word.")
  public SimPoolSettings silent(boolean on) {
    this.silent = on;
    return this;
  }

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description =
          "Send the mining.notify lines of FILE in turn: plain lines,"
              + " or objects with the line as \"line\".")
  public SimPoolSettings replay(@Nullable Path jobs) {
    this.replay = jobs;
    return this;
  }

  @Option(
      names = "--cert-file",
      paramLabel = "PEM",
      description = "Speak TLS with this certificate.")
  public SimPoolSettings certificate(@Nullable Path chain) {
    this.certificate = chain;
    return this;
  }

  @Option(names = "--key-file", paramLabel = "PEM", description = "The certificate's key.")
  public SimPoolSettings key(@Nullable Path privateKey) {
    this.key = privateKey;
    return this;
  }

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of everything that is left to chance (default ${DEFAULT-VALUE}).")
  public SimPoolSettings seed(long value) {
    this.seed = value;
    return this;
  }

  @Option(
      names = "--payout-address",
      paramLabel = "ADDRESS",
      defaultValue = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
      description = "Whom the jobs' coinbases pay (default ${DEFAULT-VALUE}).")
  public SimPoolSettings payoutAddress(String address) {
    this.payoutAddress = address;
    return this;
  }

  @Option(
      names = "--cheat",
      paramLabel = "KIND",
      converter = Texts.OneCheat.class,
      split = ",",
      description =
          "Cheat, to see who notices; one or several, separated by commas:"
              + " ${COMPLETION-CANDIDATES}.")
  public SimPoolSettings cheat(Cheat... kinds) {
    this.cheats = EnumSet.noneOf(Cheat.class);
    Collections.addAll(cheats, kinds);
    return this;
  }

  @Option(
      names = "--cheat-delay",
      paramLabel = "TIME",
      defaultValue = "1m",
      converter = Texts.Span.class,
      description =
          "How long old-block keeps to the old block; empty-block leaves blocks empty for twice as"
              + " long (default ${DEFAULT-VALUE}).")
  public SimPoolSettings cheatDelay(Duration delay) {
    this.cheatDelay = delay;
    return this;
  }

  /// Keeps every line that miners send, for [SimPool#received()]. Not an option: it grows for ever.
  public SimPoolSettings recording() {
    this.recording = true;
    return this;
  }

  /// Goes by that. Not an option: for tests in a time of their own.
  SimPoolSettings clock(InstantSource time) {
    this.clock = time;
    return this;
  }

  /// Whatever makes no sense, with its cure; empty where all is well.
  public List<String> problems() {
    List<String> found = new ArrayList<>();
    demand(found, difficulty > 0 && Double.isFinite(difficulty), "--difficulty: above 0");
    demand(found, isSize(extranonce1Size), "--extranonce1-size: 1 to 16");
    demand(found, isSize(extranonce2Size), "--extranonce2-size: 1 to 16");
    demand(found, branches >= 0 && branches <= 32, "--branches: 0 to 32");
    demand(found, isProbability(rejectRate), "--reject-rate: 0 to 1");
    demand(found, isProbability(noAnswerRate), "--no-answer-rate: 0 to 1");
    demand(
        found,
        BitcoinAddress.script(payoutAddress) != null,
        "--payout-address: a Bitcoin address, such as bc1q...");
    demand(found, cheatDelay.toSeconds() >= 1, "--cheat-delay: at least 1s");
    demand(
        found,
        statsListen != null || !cheats.contains(Cheat.SHORT_STATS),
        "--cheat short-stats: only with --stats-listen");
    for (Cheat kind : cheats) {
      demand(found, validate || !kind.needsProof(), "--cheat " + kind + ": not with --no-validate");
      demand(
          found, replay == null || !kind.altersJobs(), "--cheat " + kind + ": not with --replay");
    }
    demand(found, (certificate == null) == (key == null), "--cert-file and --key-file: both");
    return found;
  }

  private static void demand(List<String> problems, boolean met, String text) {
    if (!met) {
      problems.add(text);
    }
  }

  private static boolean isSize(int extranonceBytes) {
    return extranonceBytes >= 1 && extranonceBytes <= 16;
  }

  private static boolean isProbability(double value) {
    return value >= 0 && value <= 1;
  }

  Vardiff.Settings vardiff() {
    double seconds = Math.max(vardiffTarget.toNanos() / 1e9, 1e-3);
    return new Vardiff.Settings(
        !vardiffTarget.isZero(), seconds, 1e-9, 1e15, Duration.ofSeconds(5).toNanos());
  }
}
