/// The arithmetic of mining: jobs, targets, extranonce slots, judging a share, variable difficulty.
///
/// Rule: a brain above `stratum`: no socket, no thread, no clock, no lock. Everything it needs is
/// an argument and everything it decides is a value.
///
/// Start reading where a share is judged.
@NullMarked
package dev.adit.work;

import org.jspecify.annotations.NullMarked;
