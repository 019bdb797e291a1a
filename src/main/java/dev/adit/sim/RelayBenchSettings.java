package dev.adit.sim;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/// What `adit bench relay` is told. Each setter is also an option.
public final class RelayBenchSettings {
  InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), 3333);
  InetSocketAddress backendListen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  Duration time = Duration.ofSeconds(10);
  Duration warmUp = Duration.ofSeconds(3);
  List<Integer> streams = List.of(1, 50);
  boolean direct;
  long pid;
  boolean json;

  @Option(
      names = "--target",
      paramLabel = "HOST:PORT",
      required = true,
      converter = Texts.Address.class,
      description = "The relay under test; it must lead to --backend-listen.")
  public RelayBenchSettings target(InetSocketAddress address) {
    this.target = address;
    return this;
  }

  @Option(
      names = "--backend-listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:3335",
      converter = Texts.Address.class,
      description = "Where the bench's own backend waits (default ${DEFAULT-VALUE}).")
  public RelayBenchSettings backendListen(InetSocketAddress address) {
    this.backendListen = address;
    return this;
  }

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Of each timed run (default ${DEFAULT-VALUE}).")
  public RelayBenchSettings seconds(int timed) {
    this.time = Duration.ofSeconds(timed);
    return this;
  }

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "3",
      description = "Seconds of the same load before each (default ${DEFAULT-VALUE}).")
  public RelayBenchSettings warmUp(int seconds) {
    this.warmUp = Duration.ofSeconds(seconds);
    return this;
  }

  @Option(
      names = "--streams",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,50",
      description = "How many streams carry bulk at once (default ${DEFAULT-VALUE}).")
  public RelayBenchSettings streams(List<Integer> counts) {
    this.streams = List.copyOf(counts);
    return this;
  }

  @Option(names = "--direct", description = "Also without the relay, straight to the backend.")
  public RelayBenchSettings direct(boolean also) {
    this.direct = also;
    return this;
  }

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "The relay's process, for its processor time (Linux).")
  public RelayBenchSettings pid(long process) {
    this.pid = process;
    return this;
  }

  @Option(names = "--json", description = "One object instead of a table.")
  public RelayBenchSettings json(boolean on) {
    this.json = on;
    return this;
  }

  public boolean json() {
    return json;
  }
}
