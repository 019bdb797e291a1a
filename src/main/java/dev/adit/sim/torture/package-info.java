/// The whole brain in virtual time, from a seed: a lane between simulated miners and simulated
/// pools that misbehave, judged by what crossed the wires.
///
/// Rule: no socket, no thread, no clock, and no hashing: what a share is worth is drawn, by the law
/// that real hashes follow. The lane's own word is never evidence.
///
/// Start reading at the run, [dev.adit.sim.torture.Torture]; each numbered check is an invariant of
/// DESIGN.md.
@NullMarked
package dev.adit.sim.torture;

import org.jspecify.annotations.NullMarked;
