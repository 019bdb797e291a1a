package dev.adit.aggregate;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Miners that left and may come back, by the session id they were told. Not more than have had
/// jobs within the time that a slot rests.
final class ParkedMiners {
  private final LinkedHashMap<String, Parked> parked = new LinkedHashMap<>();

  void add(String sessionId, Parked left) {
    parked.remove(sessionId);
    parked.put(sessionId, left);
  }

  /// What was agreed on with this session; given out once.
  @Nullable Parked take(@Nullable String sessionId) {
    return sessionId == null ? null : parked.remove(sessionId);
  }

  void forgetOld(long nowNanos) {
    while (!parked.isEmpty()
        && nowNanos - parked.firstEntry().getValue().sinceNanos() > LaneSlots.QUARANTINE_NANOS) {
      parked.pollFirstEntry();
    }
  }
}
