package dev.adit.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a decision about an address did, to be told and carried out when its lock is free.
///
/// @param closing who is out already and has yet to be told; in a dry run, who would be
/// @param would nothing was done
record Change(
    @Nullable Ban begun,
    @Nullable BanReason lifted,
    List<Visit> closing,
    Eviction why,
    boolean would) {
  static final Change NONE = new Change(null, null, List.of(), Eviction.BANNED, false);

  static Change banned(@Nullable Ban begun, List<Visit> closing, GuardSettings settings) {
    return new Change(begun, null, closing, Eviction.BANNED, !settings.enforced());
  }

  static Change lifted(@Nullable BanReason lifted, GuardSettings settings) {
    return lifted == null
        ? NONE
        : new Change(null, lifted, List.of(), Eviction.BANNED, !settings.enforced());
  }

  static Change denied(List<Visit> closing) {
    return new Change(null, null, closing, Eviction.DENIED, false);
  }

  boolean isNothing() {
    return begun == null && lifted == null && closing.isEmpty();
  }
}
