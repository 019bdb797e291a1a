package dev.adit.aggregate;

import dev.adit.work.ExtranonceSlots.Slot;
import org.jspecify.annotations.Nullable;

/// What a miner that left had agreed on, kept for a while so that it can come back and go on.
///
/// @param slot where it had its seat, or null where it had lost it
/// @param firstSequence of its jobs there; they count if it gets the very slot again
record Parked(
    MinerDifficulty difficulty, @Nullable Slot slot, long firstSequence, long sinceNanos) {}
