package dev.adit.forensics;

/// What one worker has done, on all its connections.
///
/// @param address of the machine; the lane's name where Adit itself is the miner
/// @param pool where its last share went
/// @param sharesPerHour of the last ten minutes
/// @param rejected shares that the pool refused
/// @param bestShare the highest true difficulty
/// @param hashrate hashes per second, by the accepted shares of the last ten minutes
/// @param secondsToExhaust in which it has searched all that a job offers, on its connection where
///   that is soonest; NaN: not known
public record MinerView(
    String address,
    String worker,
    String pool,
    long shares,
    long accepted,
    long rejected,
    double sharesPerHour,
    double bestShare,
    double hashrate,
    double secondsToExhaust) {}
