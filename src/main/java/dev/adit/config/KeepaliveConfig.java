package dev.adit.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How a listener finds out that a miner is gone without a word, its cable pulled. Whole seconds,
/// as the kernel counts them.
///
/// @param idle silence before the first probe; zero: no probes
/// @param interval between probes
/// @param count unanswered probes that end the connection
/// @param userTimeout how long what was sent may stay unacknowledged; zero: as long as the kernel
///   likes
public record KeepaliveConfig(Duration idle, Duration interval, int count, Duration userTimeout) {
  private static final Duration LONGEST = Duration.ofSeconds(32_767);
  private static final int MOST_PROBES = 127;

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>();
    checkSeconds(path + ".keepalive.idle", idle, problems);
    checkSeconds(path + ".keepalive.interval", interval, problems);
    if (interval.isZero()) {
      problems.add(path + ".keepalive.interval: \"0s\" leaves no time: write \"1s\" or more");
    }
    if (count < 1 || count > MOST_PROBES) {
      problems.add(
          "%s.keepalive.count: %d is no number of probes: write one from 1 to %d"
              .formatted(path, count, MOST_PROBES));
    }
    if (userTimeout.toMillis() > Integer.MAX_VALUE) {
      problems.add(
          "%s.user_timeout: \"%s\" is longer than the kernel can count: write \"24h\" or less"
              .formatted(path, DurationText.format(userTimeout)));
    }
    return problems;
  }

  private static void checkSeconds(String key, Duration time, List<String> problems) {
    if (time.compareTo(LONGEST) > 0 || time.toMillis() % 1_000 != 0) {
      problems.add(
          "%s: \"%s\" is not what the kernel takes: write whole seconds, at most \"32767s\""
              .formatted(key, DurationText.format(time)));
    }
  }
}
