package dev.adit.forensics;

import dev.adit.config.PoolStatsConfig.Style;

/// Which users of a pool mine for a payout address, and what the pool calls them.
///
/// ckpool takes the address from a user's name up to the first `.` or `_` and lists workers by the
/// whole name. public-pool takes it up to the first `.`, and lists by what follows up to the next.
final class PayoutNames {
  private final String address;
  private final Style style;

  PayoutNames(String address, Style style) {
    this.address = address;
    this.style = style;
  }

  boolean isOurs(String user) {
    if (!user.startsWith(address)) {
      return false;
    }
    if (user.length() == address.length()) {
      return true;
    }
    char next = user.charAt(address.length());
    return next == '.' || (next == '_' && style == Style.CKPOOL);
  }

  /// As the pool lists it.
  ///
  /// @param user one of ours
  String listed(String user) {
    if (style == Style.CKPOOL) {
      return user;
    }
    String[] parts = user.split("\\.", 3);
    return parts.length < 2 ? "worker" : parts[1];
  }
}
