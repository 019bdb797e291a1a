package dev.adit.forensics;

import org.jspecify.annotations.Nullable;

/// What was measured of a pool; null is what is not known yet.
///
/// @param answers how long it takes to answer a share
/// @param jobGaps the time between its jobs
/// @param behindMillis how long after the first pool it announces a new block, in the median
/// @param emptyMillis how long its jobs on a new block have no transactions, in the median
/// @param extranonces what it gives to those who subscribe
public record PoolView(
    String name,
    @Nullable Percentiles answers,
    @Nullable Percentiles jobGaps,
    @Nullable Long behindMillis,
    @Nullable Long emptyMillis,
    @Nullable ExtranonceView extranonces) {}
