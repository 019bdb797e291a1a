package dev.adit.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How long to wait before a pool is dialled again: from `min`, growing with every failure, to
/// `max`.
public record BackoffConfig(Duration min, Duration max) {

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>();
    if (min.isZero()) {
      problems.add(path + ".min: \"0s\" would dial a dead pool without a pause: write \"1s\"");
    }
    if (max.compareTo(min) < 0) {
      problems.add(
          "%s.max: \"%s\" is below %s.min \"%s\": make max the longer one"
              .formatted(path, DurationText.format(max), path, DurationText.format(min)));
    }
    return problems;
  }
}
