package dev.adit.admin;

import dev.adit.guard.Guard;
import dev.adit.guard.GuardCounts;
import dev.adit.guard.GuardSettings;

/// The guard as of one moment: what it goes by, and its figures.
public record GuardView(GuardSettings settings, GuardCounts counts) {

  /// As it is now.
  ///
  /// @param nowNanos of the clock that the guard is asked with
  public static GuardView of(Guard guard, long nowNanos) {
    return new GuardView(guard.settings(), guard.counts(nowNanos));
  }
}
