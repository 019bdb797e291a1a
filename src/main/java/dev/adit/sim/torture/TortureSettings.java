package dev.adit.sim.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/// What is run. Each setter is also an option of `adit sim torture`.
public final class TortureSettings {
  Profile profile = Profile.TORTURE;
  long seed = 1;
  int seeds = 1;
  double hours = 1;
  int miners = 30;
  int pools = 2;
  int drops;
  double followers = 0.5;
  boolean hotStandby = true;
  int leastLatencyMillis = 20;
  int mostLatencyMillis = 80;
  boolean lan;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "torture",
      description =
          "torture: everybody misbehaves; calm: pools drop their connections and that is all"
              + " (default ${DEFAULT-VALUE}).")
  public TortureSettings profile(Profile kind) {
    this.profile = kind;
    return this;
  }

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The first seed (default ${DEFAULT-VALUE}).")
  public TortureSettings seed(long first) {
    this.seed = first;
    return this;
  }

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many, one run each (default ${DEFAULT-VALUE}).")
  public TortureSettings seeds(int many) {
    this.seeds = many;
    return this;
  }

  @Option(
      names = "--hours",
      paramLabel = "H",
      defaultValue = "1",
      description = "Virtual hours of a run (default ${DEFAULT-VALUE}).")
  public TortureSettings hours(double each) {
    this.hours = each;
    return this;
  }

  @Option(
      names = "--miners",
      paramLabel = "M",
      defaultValue = "30",
      description = "How many miners (default ${DEFAULT-VALUE}).")
  public TortureSettings miners(int many) {
    this.miners = many;
    return this;
  }

  @Option(
      names = "--pools",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many pools, in order of preference (default ${DEFAULT-VALUE}).")
  public TortureSettings pools(int many) {
    this.pools = many;
    return this;
  }

  @Option(
      names = "--drops",
      paramLabel = "D",
      defaultValue = "0",
      description =
          "How often a pool drops its connections, at times and pools by chance (default"
              + " ${DEFAULT-VALUE}).")
  public TortureSettings drops(int many) {
    this.drops = many;
    return this;
  }

  @Option(
      names = "--followers",
      paramLabel = "PART",
      defaultValue = "0.5",
      description =
          "The part of the miners that follow another extranonce, 0 to 1; the others connect anew"
              + " (default ${DEFAULT-VALUE}).")
  public TortureSettings followers(double part) {
    this.followers = part;
    return this;
  }

  @Option(names = "--no-standby", description = "Without hot_standby.")
  public TortureSettings noStandby(boolean without) {
    this.hotStandby = !without;
    return this;
  }

  @Option(
      names = "--least-latency",
      paramLabel = "MS",
      defaultValue = "20",
      description = "calm: of any connection, one way (default ${DEFAULT-VALUE}).")
  public TortureSettings leastLatency(int millis) {
    this.leastLatencyMillis = millis;
    return this;
  }

  @Option(
      names = "--most-latency",
      paramLabel = "MS",
      defaultValue = "80",
      description = "calm: of any connection, one way (default ${DEFAULT-VALUE}).")
  public TortureSettings mostLatency(int millis) {
    this.mostLatencyMillis = millis;
    return this;
  }

  @Option(
      names = "--lan",
      description = "calm: miners are near, half a millisecond to five; the latency is the pools'.")
  public TortureSettings lan(boolean near) {
    this.lan = near;
    return this;
  }

  /// What makes no sense.
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!(hours > 0 && hours <= 10_000)) {
      problems.add("--hours must be above 0 and at most 10000");
    }
    if (seeds < 1 || miners < 1 || drops < 0) {
      problems.add("--seeds and --miners must be at least 1, --drops at least 0");
    }
    if (pools < 1 || pools > 8) {
      problems.add("--pools must be 1 to 8");
    }
    if (!(followers >= 0 && followers <= 1)) {
      problems.add("--followers must be 0 to 1");
    }
    if (leastLatencyMillis < 0 || mostLatencyMillis < leastLatencyMillis) {
      problems.add("--least-latency must be at least 0 and at most --most-latency");
    }
    return problems;
  }

  public long seed() {
    return seed;
  }

  public int seeds() {
    return seeds;
  }

  /// The command that runs this seed alone again.
  public String replay(long which) {
    return String.format(
        Locale.ROOT,
        "adit sim torture --seed %d --profile %s --hours %s --miners %d --pools %d --drops %d"
            + " --followers %s%s --least-latency %d --most-latency %d%s",
        which,
        profile.name().toLowerCase(Locale.ROOT),
        hours,
        miners,
        pools,
        drops,
        followers,
        hotStandby ? "" : " --no-standby",
        leastLatencyMillis,
        mostLatencyMillis,
        lan ? " --lan" : "");
  }
}
