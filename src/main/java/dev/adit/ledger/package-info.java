/// The record of what was mined: blocks, and shares with their fate, on disk.
///
/// Rule: an observer with a thread of its own. Records reach it through a bounded queue that counts
/// what did not fit; it never makes a lane wait.
///
/// Start reading at the log of blocks.
@NullMarked
package dev.adit.ledger;

import org.jspecify.annotations.NullMarked;
