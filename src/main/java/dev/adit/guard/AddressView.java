package dev.adit.guard;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An address as it stands. The counts are of events within `history`.
///
/// @param ban null if it is not banned; in a dry run, the ban that would be
/// @param sinceLastConnectNanos absent if the last connection is forgotten
/// @param workers open connections
/// @param failedRequests bad shares and noise
/// @param value remembered difficulty per connection
public record AddressView(
    AddressKey key,
    @Nullable Ban ban,
    OptionalLong sinceLastConnectNanos,
    int workers,
    int okShares,
    int okLogins,
    int failedLogin,
    int failedRequests,
    boolean allowed,
    boolean denied,
    double value) {

  public boolean banned() {
    return ban != null;
  }
}
