package dev.adit.aggregate;

/// A lane's line to one pool as of one moment; immutable for the reader.
///
/// @param serving miners work for it
/// @param ready subscribed and authorised
/// @param jobAgeNanos since its last job; -1 before the first
public record LineView(String pool, boolean serving, boolean ready, long jobAgeNanos) {}
