package dev.adit.sim;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/// What all measurements have in common. Each setter is also an option of `adit bench`.
public final class BenchSettings {
  List<InetSocketAddress> targets = List.of();
  InetSocketAddress poolListen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  Duration time = Duration.ofSeconds(10);
  Duration warmUp = Duration.ofSeconds(3);
  Duration settle = Duration.ofSeconds(5);
  boolean direct;
  long pid;
  double difficulty = 1e-10;
  boolean validate;
  String user = "wallet.bench%d";
  boolean json;

  @Option(
      names = "--target",
      paramLabel = "HOST:PORT",
      required = true,
      split = ",",
      converter = Texts.Address.class,
      description =
          "The proxy under test; its pool must be --pool-listen. Several, with commas between, are"
              + " compared: in turn, by latency a second each.")
  public BenchSettings targets(List<InetSocketAddress> addresses) {
    this.targets = List.copyOf(addresses);
    return this;
  }

  @Option(
      names = "--pool-listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:3334",
      converter = Texts.Address.class,
      description = "Where the bench's own pool waits for the proxy (default ${DEFAULT-VALUE}).")
  public BenchSettings poolListen(InetSocketAddress address) {
    this.poolListen = address;
    return this;
  }

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Of a timed run (default ${DEFAULT-VALUE}).")
  public BenchSettings seconds(int timed) {
    this.time = Duration.ofSeconds(timed);
    return this;
  }

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "3",
      description = "Seconds of the same load before it (default ${DEFAULT-VALUE}).")
  public BenchSettings warmUp(int seconds) {
    this.warmUp = Duration.ofSeconds(seconds);
    return this;
  }

  @Option(
      names = "--settle",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Seconds of rest: connect, before the proxy's memory is looked at; latency, after the"
              + " warm-up (default ${DEFAULT-VALUE}).")
  public BenchSettings settle(int seconds) {
    this.settle = Duration.ofSeconds(seconds);
    return this;
  }

  @Option(
      names = "--direct",
      description = "Also without the proxy, miners straight on the bench's pool.")
  public BenchSettings direct(boolean also) {
    this.direct = also;
    return this;
  }

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "The process of the proxy, for its processor time and memory (Linux).")
  public BenchSettings pid(long process) {
    this.pid = process;
    return this;
  }

  @Option(
      names = "--difficulty",
      paramLabel = "D",
      defaultValue = "1e-10",
      description =
          "Of the pool. At the default every hash is a good share, so that finding them costs the"
              + " load generator nothing (default ${DEFAULT-VALUE}).")
  public BenchSettings difficulty(double value) {
    this.difficulty = value;
    return this;
  }

  @Option(names = "--validate", description = "The bench's pool checks every share, too.")
  public BenchSettings validate(boolean on) {
    this.validate = on;
    return this;
  }

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "wallet.bench%d",
      description = "With %%d for the miner's number (default ${DEFAULT-VALUE}).")
  public BenchSettings user(String pattern) {
    this.user = pattern;
    return this;
  }

  @Option(names = "--json", description = "One object instead of a table.")
  public BenchSettings json(boolean on) {
    this.json = on;
    return this;
  }

  public boolean json() {
    return json;
  }

  SimPoolSettings pool() {
    return new SimPoolSettings()
        .listen(poolListen)
        .difficulty(difficulty)
        .validate(validate)
        .blockEvery(Duration.ZERO);
  }
}
