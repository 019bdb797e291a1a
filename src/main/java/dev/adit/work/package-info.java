/// The arithmetic of mining: jobs, targets, extranonce slots, judging a share, variable difficulty.
///
/// Rule: a brain above `stratum`: no socket, no thread, no clock, no lock. Everything it needs is
/// an argument and everything it decides is a value.
///
/// Start reading at [ShareJudge].
@NullMarked
package dev.adit.work;

import org.jspecify.annotations.NullMarked;
