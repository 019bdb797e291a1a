package dev.adit.guard;

import java.util.Locale;

/// Why an address is banned; the label is the metric's. In the order in which bans would be
/// forgotten if there were more than can be remembered.
public enum BanReason {
  PER_IP,
  PER_MINUTE,
  /// More bad events than good ones made up for.
  POINTS,
  /// The operator said so.
  HAND;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Who goes over a cap may have honest connections besides, so those stay, and their work lifts
  /// the ban.
  boolean isCap() {
    return switch (this) {
      case PER_IP, PER_MINUTE -> true;
      case POINTS, HAND -> false;
    };
  }
}
