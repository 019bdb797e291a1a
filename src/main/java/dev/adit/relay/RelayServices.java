package dev.adit.relay;

import dev.adit.guard.Guard;
import dev.adit.net.EventLoops;

/// What all relays share. Thread-safe.
///
/// @param room how many sockets the sessions of all UDP relays may have together
record RelayServices(
    EventLoops loops, Guard guard, Lookup lookup, FlowLog log, OpenRelays open, SessionRoom room) {}
