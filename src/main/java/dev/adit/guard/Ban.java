package dev.adit.guard;

/// A ban as it stands, and as it survives a restart.
///
/// @param remainingNanos until it lapses, or [#FOREVER]
public record Ban(AddressKey key, BanReason reason, long remainingNanos) {
  public static final long FOREVER = Long.MAX_VALUE;
}
