package dev.adit.relay;

/// One flow as of one moment; immutable.
///
/// @param from the client, without its port
/// @param client the same with its port
/// @param target where it leads; empty while none is reached
/// @param sent bytes from the client to the target
/// @param received bytes from the target to the client
public record FlowView(
    String from, String client, String target, long sent, long received, long ageNanos) {}
