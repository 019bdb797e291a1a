package dev.adit.aggregate;

import dev.adit.work.Candidate;
import dev.adit.work.Proof;

/// A share whose hash is at or below the network's target.
///
/// @param worker as the miner calls itself
/// @param poolUser the name under which it goes to the pool
public record BlockFound(
    String pool,
    String worker,
    String poolUser,
    String address,
    Candidate candidate,
    Proof proof) {}
