package dev.adit.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where a pool publishes what it believes of an account, to hold that against what was seen.
///
/// @param url of the pool's site, `http` or `https`, without what follows for an account
/// @param address whose figures
/// @param interval between two looks
public record PoolStatsConfig(URI url, Style style, String address, Duration interval) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /// Whose interface it is.
  public enum Style {
    /// `/users/ADDRESS`, as ckpool has it.
    CKPOOL,
    /// `/api/client/ADDRESS`, as public-pool has it.
    PUBLIC_POOL;

    /// As written in a configuration file.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>();
    if (!AddressShape.isAccount(address)) {
      problems.add(
          "%s.address: %s %s".formatted(path, Node.quoted(address), AddressShape.NO_ACCOUNT));
    }
    if (interval.compareTo(SHORTEST) < 0) {
      problems.add(
          "%s.interval: \"%s\" asks faster than once a minute, which pools refuse: write \"60s\""
                  .formatted(path, DurationText.format(interval))
              + " or more");
    }
    return problems;
  }
}
