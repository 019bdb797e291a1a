package dev.adit.guard;

/// Hears what an operator may want to read. Called on any thread, so it must not block, nor throw;
/// strangers can make it happen often.
public interface GuardNews {
  /// A ban has begun.
  ///
  /// @param remainingNanos until it lapses if nothing else happens, or [Ban#FOREVER]
  /// @param would a dry run: nothing was done
  void banned(AddressKey key, BanReason reason, long remainingNanos, boolean would);

  /// By hand; because the address proved work, which ends a ban for a cap; or because it lapsed:
  /// that is noticed within a pass of [Guard#tick].
  void lifted(AddressKey key, BanReason reason, boolean would);
}
