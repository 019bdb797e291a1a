package dev.adit.relay;

import dev.adit.forensics.Forensics;
import dev.adit.guard.Guard;
import dev.adit.net.EventLoops;
import dev.adit.net.PoolTls;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What all relays share. Thread-safe.
///
/// @param room how many sockets the sessions of all UDP relays may have together
/// @param watching who hears what taps carry; null inside: nobody
record RelayServices(
    EventLoops loops,
    Guard guard,
    Lookup lookup,
    FlowLog log,
    OpenRelays open,
    SessionRoom room,
    PoolTls poolTls,
    AtomicReference<@Nullable Forensics> watching) {}
