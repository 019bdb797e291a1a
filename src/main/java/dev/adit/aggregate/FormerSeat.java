package dev.adit.aggregate;

/// Where a miner sat until it was moved. Shares that it found there are still worth something, as
/// long as the connection lives, and its slot rests so long that they are its own.
///
/// @param stay by which its difficulties know it
/// @param firstSequence of its jobs there
/// @param lastSequence of its jobs there
record FormerSeat(Seat seat, int stay, long firstSequence, long lastSequence, long untilNanos) {

  /// Whether the miner was given the job there.
  boolean knows(LaneJob job) {
    return firstSequence != 0 && job.sequence >= firstSequence && job.sequence <= lastSequence;
  }
}
