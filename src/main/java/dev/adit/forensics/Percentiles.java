package dev.adit.forensics;

/// What was measured lately, at a pool.
///
/// @param count of measurements that it rests on
public record Percentiles(
    long count, double p50Millis, double p90Millis, double p99Millis, double maxMillis) {}
