package dev.adit.sim.torture;

import java.util.List;

/// A check that failed.
///
/// @param check the invariant's number and what it says
/// @param text what was seen
/// @param lines what was said lately by those concerned, oldest first
public record Breach(String check, String text, List<String> lines) {}
