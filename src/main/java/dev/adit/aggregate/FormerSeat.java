package dev.adit.aggregate;

/// Where a miner sat until it was moved: shares that it had found or sent before it heard of that
/// are still worth something, as long as the connection lives.
///
/// @param firstSequence of its jobs there
/// @param untilNanos when it must have heard
record FormerSeat(Seat seat, long firstSequence, long untilNanos) {}
