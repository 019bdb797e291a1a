/// Who may connect, who may stay, who is thrown out: limits, points, bans and lists, by address.
///
/// Rule: a brain that every event loop asks, so the one with locks: a share takes only the lock of
/// its own address, and nobody outside is called while a lock is held. Locks are taken in one
/// order: a batch of victims, an address's record, the shelf. No thread, no clock: time is a
/// monotonic number, and an event's is kept to a quarter of a second.
///
/// Start reading at [Guard], then [Visit] and what an [AddressRecord] decides.
@NullMarked
package dev.adit.guard;

import org.jspecify.annotations.NullMarked;
