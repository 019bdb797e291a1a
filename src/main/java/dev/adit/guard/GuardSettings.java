package dev.adit.guard;

/// What the guard goes by. Zero or less is off for `maxMiners`, `maxPerIp`, `maxPerMinute` and
/// `connectIntervalNanos`; a negative number is for `banPoints`, where zero means that the first
/// bad event without a good one bans.
///
/// @param enabled if not, everybody may connect and stay; what happens is still counted
/// @param maxMiners connections through all doors
/// @param connectIntervalNanos the shortest average between an address's connections; whole
///   milliseconds count
/// @param historyNanos how long an event is remembered; whole milliseconds count
/// @param banNanos for going over a cap
/// @param newcomerGraceNanos how long a connection has, when the house is full, to prove its worth
/// @param ipv6Prefix how many bits of an IPv6 address are one customer
/// @param dryRun everything is decided and counted, and nobody is refused, banned or closed
public record GuardSettings(
    boolean enabled,
    int maxMiners,
    int maxPerIp,
    int maxPerMinute,
    long connectIntervalNanos,
    int banPoints,
    int sharePoints,
    long historyNanos,
    long banNanos,
    long newcomerGraceNanos,
    AddressRanges allow,
    AddressRanges deny,
    int ipv6Prefix,
    boolean dryRun) {

  /// Event times are numbers of 24 bits that count quarters of a second.
  public static final long LONGEST_HISTORY_NANOS = 14L * 24 * 3600 * 1_000_000_000;

  /// Ten times as many events of each kind are kept for every address.
  public static final int MOST_BAN_POINTS = 10_000;

  /// As many as the count of a quarter of a minute can hold.
  public static final int MOST_PER_MINUTE = 65_000;

  private static final long NANOS_PER_MS = 1_000_000;

  public GuardSettings {
    require(ipv6Prefix >= 1 && ipv6Prefix <= AddressKey.BITS, "ipv6Prefix", ipv6Prefix);
    require(
        historyNanos >= NANOS_PER_MS && historyNanos <= LONGEST_HISTORY_NANOS,
        "historyNanos",
        historyNanos);
    require(banPoints <= MOST_BAN_POINTS, "banPoints", banPoints);
    require(maxPerMinute <= MOST_PER_MINUTE, "maxPerMinute", maxPerMinute);
    require(sharePoints >= 0, "sharePoints", sharePoints);
    require(banNanos >= 0, "banNanos", banNanos);
  }

  private static void require(boolean sound, String name, long value) {
    if (!sound) {
      throw new IllegalArgumentException(name + ": " + value);
    }
  }

  /// Whether what is decided is also done.
  boolean enforced() {
    return enabled && !dryRun;
  }

  int pointLimit() {
    return enabled ? banPoints : -1;
  }

  long historyMs() {
    return historyNanos / NANOS_PER_MS;
  }

  long connectIntervalMs() {
    return connectIntervalNanos / NANOS_PER_MS;
  }

  /// How many events of each kind are kept.
  int eventsKept() {
    return Math.max(10 * banPoints, 30);
  }
}
