/// Netty: listeners, connectors, pipelines and the handlers that join a socket to a session.
///
/// Rule: plumbing. It moves bytes and calls brains; a handler decides nothing and leaks no buffer.
///
/// Start reading at the pipeline of a miner's connection.
@NullMarked
package dev.adit.net;

import org.jspecify.annotations.NullMarked;
