package dev.adit.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may connect, who stays, who is thrown out. Of every limit 0 means none.
///
/// @param maxMiners connections at once, over all listeners
/// @param maxPerIp connections at once from one address
/// @param maxPerMinute new connections within a minute from one address
/// @param connectInterval the shortest average time between the connections of one address
/// @param loginTimeout time to authorise
/// @param banPoints an address is banned while its bad events exceed the good ones by more
/// @param sharePoints what a good share is worth
/// @param history how long events count
/// @param ban how long an address that went over a limit is refused
/// @param newcomerGrace time that a connection is given to do work before it may be closed for the
///   sake of another newcomer
/// @param allow never banned, never limited
/// @param deny never let in, unless allowed too
/// @param ipv6Prefix bits of an IPv6 address that count as one visitor
/// @param dryRun whether it only says what it would do
/// @param file where bans survive a restart; null: nowhere
public record GuardConfig(
    boolean enabled,
    int maxMiners,
    int maxPerIp,
    int maxPerMinute,
    Duration connectInterval,
    Duration loginTimeout,
    int banPoints,
    int sharePoints,
    Duration history,
    Duration ban,
    Duration newcomerGrace,
    List<Network> allow,
    List<Network> deny,
    int ipv6Prefix,
    boolean dryRun,
    @Nullable Path file) {
  static final Duration SHORTEST_HISTORY = Duration.ofSeconds(10);
  static final Duration LONGEST_HISTORY = Duration.ofDays(14);
  static final int MOST_BAN_POINTS = 10_000;
  private static final int MOST_PER_MINUTE = 65_000;

  public GuardConfig {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>();
    if (history.compareTo(SHORTEST_HISTORY) < 0 || history.compareTo(LONGEST_HISTORY) > 0) {
      problems.add(
          "%s.history: \"%s\" is too short or too long: write one from \"10s\" to \"336h\""
              .formatted(path, DurationText.format(history)));
    }
    checkAtMost(path + ".ban_points", banPoints, MOST_BAN_POINTS, problems);
    checkAtMost(path + ".max_per_minute", maxPerMinute, MOST_PER_MINUTE, problems);
    if (ipv6Prefix < 1 || ipv6Prefix > 128) {
      problems.add(
          "%s.ipv6_prefix: %d is no number of bits: write one from 1 to 128"
              .formatted(path, ipv6Prefix));
    }
    return problems;
  }

  private static void checkAtMost(String key, int count, int most, List<String> problems) {
    if (count > most) {
      problems.add(
          "%s: %d is too many: write %d or less, or 0 for none".formatted(key, count, most));
    }
  }
}
