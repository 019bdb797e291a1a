package dev.adit.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How a relay finds out whether its targets are there.
///
/// @param interval between two checks of a target
/// @param timeout for one try
/// @param retries tries that must fail, one after another, before a target counts as down
public record HealthConfig(Duration interval, Duration timeout, int retries, Check check) {

  /// What must succeed.
  public enum Check {
    /// A connection.
    TCP,
    /// A connection, a subscription and a job.
    STRATUM;

    /// As written in a configuration file.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>();
    if (interval.isZero()) {
      problems.add(path + ".interval: \"0s\" never rests: write \"60s\", or leave health out");
    }
    if (timeout.isZero()) {
      problems.add(path + ".timeout: \"0s\" leaves no time: write \"10s\"");
    }
    if (retries < 1) {
      problems.add(path + ".retries: " + retries + " is no try: write 1 or more");
    }
    return problems;
  }
}
