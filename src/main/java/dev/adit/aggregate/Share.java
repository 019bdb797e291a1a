package dev.adit.aggregate;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage.Submit;
import dev.adit.stratum.RequestId;
import dev.adit.work.Candidate;
import dev.adit.work.Proof;
import org.jspecify.annotations.Nullable;

/// A share on its way: who sent it, under which id the answer goes back, what it is.
///
/// @param tag the miner's part of the extranonce that Adit adds
/// @param poolSession the session that its job came from; it may go to no other
record Share(
    MinerSession miner,
    PoolSession poolSession,
    HexBytes tag,
    Submit submit,
    LaneJob job,
    Candidate candidate,
    @Nullable Proof proof) {

  RequestId id() {
    return submit.id();
  }

  double difficulty() {
    return candidate.difficulty().value();
  }

  Share proved(Proof with) {
    return new Share(miner, poolSession, tag, submit, job, candidate, with);
  }
}
