package dev.adit.guard;

import java.util.Map;

/// The guard in numbers.
///
/// @param done since the start
/// @param would what dry runs would have done
/// @param remembered addresses
/// @param banned addresses that are banned; that time began or ended a ban is noticed within a pass
///   of [Guard#tick]
/// @param open connections
public record GuardCounts(Deeds done, Deeds would, int remembered, int banned, int open) {
  /// Each map has all constants of its enum.
  ///
  /// @param banned bans begun, those restored after a restart not among them
  public record Deeds(
      Map<Refusal, Long> refused, Map<BanReason, Long> banned, Map<Eviction, Long> closed) {}
}
