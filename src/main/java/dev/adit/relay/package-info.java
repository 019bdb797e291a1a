/// Bytes and datagrams carried somewhere else, unread.
///
/// Rule: plumbing. What goes in comes out, byte for byte and in order; nothing is held but bounded
/// buffers; every end of a flow has a reason. It stands on `net`, whose doors it shares.
///
/// Start reading at [TcpRelay] and [Flow].
@NullMarked
package dev.adit.relay;

import org.jspecify.annotations.NullMarked;
