package dev.adit.net;

import dev.adit.guard.AddressKey;
import dev.adit.guard.AddressRanges;
import dev.adit.guard.BanReason;
import dev.adit.guard.Guard;
import dev.adit.guard.GuardNews;
import dev.adit.guard.GuardSettings;

/// A guard for tests of the plumbing: an address is banned by its second bad event, and nothing
/// else is limited.
final class GuardTerms {
  private static final long MINUTE = 60_000_000_000L;

  private GuardTerms() {}

  static Guard strict() {
    GuardSettings settings =
        new GuardSettings(
            true,
            0,
            0,
            0,
            0,
            1,
            1,
            MINUTE,
            MINUTE,
            MINUTE,
            AddressRanges.NONE,
            AddressRanges.NONE,
            64,
            false);
    return new Guard(
        settings,
        new GuardNews() {
          @Override
          public void banned(AddressKey key, BanReason reason, long remaining, boolean would) {}

          @Override
          public void lifted(AddressKey key, BanReason reason, boolean would) {}
        });
  }
}
