/// The Stratum V1 language: messages, the values they carry, and the codec between a line and a
/// message.
///
/// Rule: a brain at the bottom; of ours it imports only `metrics`. Messages are named after the
/// speaker, one sealed type for each direction. Bad input is a value, never an exception.
///
/// Start reading at the two message types, miner's and pool's, then at the codec.
@NullMarked
package dev.adit.stratum;

import org.jspecify.annotations.NullMarked;
