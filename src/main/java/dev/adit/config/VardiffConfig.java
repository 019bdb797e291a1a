package dev.adit.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How each miner's own difficulty is steered.
///
/// @param target the time between two shares that is aimed at
/// @param min the lowest difficulty, may be a fraction
/// @param max the highest difficulty, may be a fraction
/// @param adjustEvery how often a miner's difficulty is looked at
public record VardiffConfig(
    boolean enabled, Duration target, double min, double max, Duration adjustEvery) {

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>();
    if (target.isZero()) {
      problems.add(path + ".target: \"0s\" asks for shares without a pause: write \"15s\"");
    }
    if (min <= 0) {
      problems.add(path + ".min: " + Node.plain(min) + " is not above 0: write for example 0.001");
    }
    if (max <= 0) {
      problems.add(path + ".max: " + Node.plain(max) + " is not above 0: write for example 65536");
    } else if (max < min) {
      problems.add(
          "%s.max: %s is below %s.min %s: make max the larger one"
              .formatted(path, Node.plain(max), path, Node.plain(min)));
    }
    if (adjustEvery.isZero()) {
      problems.add(
          path + ".adjust_every: \"0s\" would never rest: write \"60s\", or enabled = false");
    }
    return problems;
  }
}
