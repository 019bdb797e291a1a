package dev.adit.stratum;

import org.jspecify.annotations.Nullable;

/// The result of `mining.subscribe`: what the pool gave.
///
/// @param extranonce2Size as the pool said it; whether it is usable is not judged here
/// @param sessionId the id beside `mining.notify`, for a later resume, or null
public record Subscription(HexBytes extranonce1, int extranonce2Size, @Nullable String sessionId) {}
