package dev.adit.relay;

/// A target as of one moment; immutable.
///
/// @param address host and port; of a pool its name
/// @param state `up`, `down`, or `unknown` while nobody has asked
/// @param problem why it is down; empty where it is not
public record TargetView(String address, String state, String problem) {}
