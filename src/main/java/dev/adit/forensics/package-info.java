/// What miners and pools say to each other, and what looks wrong about it.
///
/// Rule: an observer with a thread of its own. Plumbing hands it copies of bytes that are on their
/// way already, through a queue that is bounded and counts what did not fit; it never alters or
/// delays them. Everything behind the queue is on that one thread and is given the time, so that a
/// journal can be heard again with the same result.
///
/// Start reading at [Forensics], then [Conversation], which makes [Observation]s of lines, which
/// each [Witness] hears; what one of them finds is a [Suspicion].
@NullMarked
package dev.adit.forensics;

import org.jspecify.annotations.NullMarked;
