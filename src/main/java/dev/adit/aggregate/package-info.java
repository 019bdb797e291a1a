/// Many miners on one pool connection: the sessions of both sides, and the lane that joins them.
///
/// Rule: a brain above `work`, driven by one event loop: no lock, no concurrent collection, time
/// and links as arguments. Every submit gets exactly one true answer.
///
/// Start reading at the miner's session, then follow one share to the pool's session and back.
@NullMarked
package dev.adit.aggregate;

import org.jspecify.annotations.NullMarked;
