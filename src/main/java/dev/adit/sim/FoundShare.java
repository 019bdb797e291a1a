package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import org.jspecify.annotations.Nullable;

/// A hash that met the difficulty of its work.
///
/// @param versionBits null where none were granted
record FoundShare(MinerWork work, HexBytes extranonce2, int nonce, @Nullable Integer versionBits) {}
