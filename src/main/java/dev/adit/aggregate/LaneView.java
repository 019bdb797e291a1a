package dev.adit.aggregate;

import dev.adit.metrics.LatencyHistogram;
import dev.adit.metrics.ShareTally;
import java.util.List;
import java.util.Map;

/// A lane as of one moment; immutable for the reader.
///
/// @param poolReady subscribed and authorised
/// @param extranonce1 hex, "" while not ready
/// @param jobAgeNanos since the pool's last job; -1 before the first
/// @param poolDifficulty 0 before the first
/// @param pendingShares handed to the pool, not answered yet
/// @param unknownAnswers of the pool, to nothing that was asked or to what was answered already
/// @param blocks shares that met the network's target
/// @param tallies by pool name, of all miners that ever mined here
/// @param closed connections ended, by reason label
/// @param workers by the name the miners call themselves
/// @param lines to each pool, in order of preference
/// @param miners empty unless asked for
public record LaneView(
    String listener,
    String pool,
    boolean poolReady,
    String extranonce1,
    int extranonce2Size,
    long jobAgeNanos,
    double poolDifficulty,
    int minerCount,
    int pendingShares,
    long unknownAnswers,
    long blocks,
    Map<String, ShareTally> tallies,
    Map<String, Long> closed,
    LatencyHistogram poolLatency,
    List<WorkerView> workers,
    List<LineView> lines,
    List<MinerView> miners) {}
