/// A simulated pool and simulated miners that really hash, and the load generator made of them.
///
/// Rule: plumbing that users get as commands. It speaks over real sockets, runs from a seed, and
/// shares no state with what it tests.
///
/// Start reading at the simulated pool.
@NullMarked
package dev.adit.sim;

import org.jspecify.annotations.NullMarked;
