package dev.adit.aggregate;

import org.jspecify.annotations.Nullable;

/// Where a miner sat until it was moved. Shares that it found there are still worth something, as
/// long as the connection lives, and its slot rests so long that they are its own.
///
/// @param stay by which its difficulties know it
/// @param firstSequence of its jobs there
/// @param lastSequence of its jobs there
/// @param versionMask the bits it might roll there
record FormerSeat(
    Seat seat, int stay, long firstSequence, long lastSequence, int versionMask, long untilNanos) {

  /// The mask to judge a share by: today's where that permits the bits, else that of the time.
  int versionMaskFor(@Nullable Integer bits, int today) {
    return bits == null || MinerTerms.permits(today, bits) ? today : versionMask;
  }

  /// Whether the miner was given the job there.
  boolean knows(LaneJob job) {
    return firstSequence != 0 && job.sequence >= firstSequence && job.sequence <= lastSequence;
  }
}
