package dev.adit.sim;

import dev.adit.work.Algorithm;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/// What a herd of simulated miners is. Each setter is also an option of `adit sim miners`.
public final class SimMinersSettings {
  PoolAddress pool =
      PoolAddress.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 3333));
  int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  long seed = 1;
  private int count = 1;
  private double hashrate = 50_000;
  private String user = "wallet.rig%d";
  private String password = "x";
  private Algorithm algorithm = Algorithm.SHA256D;
  private Set<Behaviour> behaviours = EnumSet.of(Behaviour.NORMAL);

  @Option(
      names = "--pool",
      paramLabel = "URL",
      defaultValue = "stratum+tcp://127.0.0.1:3333",
      converter = Texts.Pool.class,
      description = "Where to mine; stratum+ssl:// speaks TLS (default ${DEFAULT-VALUE}).")
  public SimMinersSettings pool(PoolAddress address) {
    this.pool = address;
    return this;
  }

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many miners, each with a connection (default ${DEFAULT-VALUE}).")
  public SimMinersSettings count(int miners) {
    this.count = miners;
    return this;
  }

  @Option(
      names = "--hashrate",
      paramLabel = "H",
      defaultValue = "50kH",
      converter = Texts.Hashrate.class,
      description =
          "Of each miner, per second; a core manages about 2 MH (default" + " ${DEFAULT-VALUE}).")
  public SimMinersSettings hashrate(double hashesPerSecond) {
    this.hashrate = hashesPerSecond;
    return this;
  }

  @Option(
      names = "--behaviour",
      paramLabel = "NAME",
      converter = Texts.OneBehaviour.class,
      defaultValue = "normal",
      split = ",",
      description =
          "One or several, separated by commas: ${COMPLETION-CANDIDATES}"
              + " (default ${DEFAULT-VALUE}).")
  public SimMinersSettings behaviour(Behaviour... all) {
    this.behaviours = EnumSet.copyOf(List.of(all));
    return this;
  }

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "wallet.rig%d",
      description = "With %%d for the miner's number (default ${DEFAULT-VALUE}).")
  public SimMinersSettings user(String pattern) {
    this.user = pattern;
    return this;
  }

  @Option(names = "--password", paramLabel = "TEXT", defaultValue = "x", description = "For all.")
  public SimMinersSettings password(String text) {
    this.password = text;
    return this;
  }

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      defaultValue = "sha256d",
      description = "Proof of work: sha256d or scrypt (default ${DEFAULT-VALUE}).")
  public SimMinersSettings algorithm(Algorithm which) {
    this.algorithm = which;
    return this;
  }

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "That hash for all miners in turn (default: half of the processors).")
  public SimMinersSettings threads(int hashing) {
    this.threads = hashing;
    return this;
  }

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of everything that is left to chance (default ${DEFAULT-VALUE}).")
  public SimMinersSettings seed(long value) {
    this.seed = value;
    return this;
  }

  /// Whatever makes no sense, with its cure; empty where all is well.
  public List<String> problems() {
    List<String> found = new ArrayList<>();
    if (count < 1) {
      found.add("--count: at least 1");
    }
    if (threads < 1) {
      found.add("--threads: at least 1");
    }
    return found;
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  List<MinerPlan> plans() {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            number ->
                new MinerPlan(
                    user.replace("%d", Integer.toString(number)),
                    password,
                    algorithm,
                    hashrate,
                    behaviours))
        .toList();
  }
}
