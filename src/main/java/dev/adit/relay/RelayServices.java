package dev.adit.relay;

import dev.adit.guard.Guard;
import dev.adit.net.EventLoops;

/// What all relays share. Thread-safe.
record RelayServices(EventLoops loops, Guard guard, Lookup lookup, FlowLog log, OpenRelays open) {}
