package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.work.Difficulty;

/// What a simulated miner hashes: immutable, made on its event loop, read by a hashing thread.
///
/// @param session counts the miner's connections: a share of an earlier one is not submitted
/// @param versionMask the bits that were granted; 0: none, and the submit carries none
record MinerWork(
    int session,
    Notify job,
    HexBytes extranonce1,
    int extranonce2Size,
    int versionMask,
    Difficulty difficulty) {}
