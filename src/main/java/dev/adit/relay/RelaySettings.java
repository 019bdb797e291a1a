package dev.adit.relay;

import dev.adit.config.RelayConfig;
import dev.adit.guard.AddressRanges;
import dev.adit.net.ListenerSettings.Keepalive;
import java.net.InetSocketAddress;

/// A door behind which nobody reads.
///
/// @param udp datagrams; else TCP
/// @param bind port 0 means any free one
/// @param idleNanos a flow in which nothing moves for so long is ended; 0: never
/// @param balancers whose PROXY header is believed, and expected
public record RelaySettings(
    String name,
    boolean udp,
    InetSocketAddress bind,
    long idleNanos,
    Keepalive keepalive,
    AddressRanges balancers,
    RelayConfig relay) {}
