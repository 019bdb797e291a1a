package dev.adit.guard;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The ban of an address as it was last looked at, which is what others were told. Guarded by its
/// [AddressRecord].
final class BanState {
  /// How many addresses are banned: to count them when somebody asks would take a tenth of a second
  /// where many are remembered.
  private final AtomicInteger banned;

  private @Nullable HeldBan held;
  private boolean overLimit;

  BanState(AtomicInteger banned) {
    this.banned = banned;
  }

  @Nullable HeldBan held() {
    return held;
  }

  /// Whether the points exceeded the limit.
  boolean overLimit() {
    return overLimit;
  }

  /// Null where it is not banned.
  @Nullable BanReason reason() {
    return overLimit ? BanReason.POINTS : held == null ? null : held.reason();
  }

  void become(@Nullable HeldBan held, boolean overLimit) {
    boolean before = reason() != null;
    this.held = held;
    this.overLimit = overLimit;
    boolean after = reason() != null;
    if (before != after) {
      banned.addAndGet(after ? 1 : -1);
    }
  }
}
