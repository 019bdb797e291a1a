package dev.adit.aggregate;

import dev.adit.stratum.HexBytes;
import dev.adit.work.ExtranonceSlots.Slot;

/// A miner's place at a pool.
///
/// @param extranonce1 the pool's and the slot's tag: what the miner was given
record Seat(PoolLine line, Slot slot, HexBytes extranonce1) {}
