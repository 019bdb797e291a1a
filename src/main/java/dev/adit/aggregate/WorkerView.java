package dev.adit.aggregate;

import dev.adit.metrics.ShareTally;

/// A worker's totals as of one moment, over all its connections on this lane.
///
/// @param meanLatencyNanos of the pool's answers; 0 without any
/// @param secondsPerShare mean distance between shares since it was first seen; 0 without any
/// @param hashesPerSecond estimated from the accepted work of the last ten minutes; 0 before its
///   second share
public record WorkerView(
    String worker,
    ShareTally tally,
    long meanLatencyNanos,
    double secondsPerShare,
    double hashesPerSecond) {}
