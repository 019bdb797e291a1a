package dev.adit.aggregate;

import dev.adit.work.Vardiff;
import java.util.List;

/// What a lane needs to know of its listener.
///
/// @param userAgent how Adit calls itself to pools and miners, "adit/1.2.3"
/// @param pools in order of preference, at least one, all of one algorithm
/// @param shares of the work for each pool, above zero, in any unit; none: all for the first that
///   can serve
/// @param idleNanos how long a miner may stay silent before it has authorised; 0 = for ever
/// @param loginNanos how long a miner may take to authorise; 0 = for ever
/// @param localAuthorize answer `mining.authorize` here, never sending a miner's password upstream
/// @param strictBroadcast never relay methods that Adit does not know
/// @param hotStandby keep a second pool ready, subscribed and with a job
/// @param keepWarm repeat the last job while no pool is there
public record LaneSettings(
    String listener,
    String userAgent,
    List<PoolSettings> pools,
    List<Double> shares,
    Vardiff.Settings vardiff,
    long idleNanos,
    long loginNanos,
    boolean localAuthorize,
    boolean strictBroadcast,
    boolean hotStandby,
    boolean keepWarm) {}
