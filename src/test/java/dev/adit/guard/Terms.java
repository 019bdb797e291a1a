package dev.adit.guard;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Objects;
import java.util.stream.Stream;

/// Settings for a test: points as in an MWC node, all else off until it is asked for.
final class Terms {
  static final long MS = 1_000_000;
  static final long SECOND = 1_000 * MS;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;

  private boolean enabled = true;
  private int maxMiners;
  private int maxPerIp;
  private int maxPerMinute;
  private long connectInterval;
  private int banPoints = 5;
  private int sharePoints = 5;
  private long history = HOUR;
  private long ban = 5 * MINUTE;
  private long grace = MINUTE;
  private AddressRanges allow = AddressRanges.NONE;
  private AddressRanges deny = AddressRanges.NONE;
  private int ipv6Prefix = 64;
  private boolean dryRun;

  Terms off() {
    enabled = false;
    return this;
  }

  Terms maxMiners(int most) {
    maxMiners = most;
    return this;
  }

  Terms maxPerIp(int most) {
    maxPerIp = most;
    return this;
  }

  Terms maxPerMinute(int most) {
    maxPerMinute = most;
    return this;
  }

  Terms connectInterval(long nanos) {
    connectInterval = nanos;
    return this;
  }

  Terms points(int limit, int perShare) {
    banPoints = limit;
    sharePoints = perShare;
    return this;
  }

  Terms history(long nanos) {
    history = nanos;
    return this;
  }

  Terms ban(long nanos) {
    ban = nanos;
    return this;
  }

  Terms grace(long nanos) {
    grace = nanos;
    return this;
  }

  Terms allow(String... ranges) {
    allow = ranges(ranges);
    return this;
  }

  Terms deny(String... ranges) {
    deny = ranges(ranges);
    return this;
  }

  Terms ipv6Prefix(int bits) {
    ipv6Prefix = bits;
    return this;
  }

  Terms dryRun() {
    dryRun = true;
    return this;
  }

  GuardSettings settings() {
    return new GuardSettings(
        enabled,
        maxMiners,
        maxPerIp,
        maxPerMinute,
        connectInterval,
        banPoints,
        sharePoints,
        history,
        ban,
        grace,
        allow,
        deny,
        ipv6Prefix,
        dryRun);
  }

  static AddressRanges ranges(String... ranges) {
    return AddressRanges.of(Stream.of(ranges).map(Terms::range).toList());
  }

  /// Of `10.0.0.0/8`, or of one address.
  private static AddressRange range(String text) {
    AddressKey block = Objects.requireNonNull(AddressKey.parse(text));
    InetAddress network = InetAddress.ofLiteral(text.replaceFirst("/.*", ""));
    int before = network instanceof Inet4Address ? AddressKey.MAPPED : 0;
    return new AddressRange(network, block.length() - before);
  }
}
