package dev.adit.admin;

import dev.adit.guard.AddressKey;
import dev.adit.guard.AddressRange;
import dev.adit.guard.AddressRanges;
import dev.adit.guard.Admission;
import dev.adit.guard.BanReason;
import dev.adit.guard.Connection;
import dev.adit.guard.Door;
import dev.adit.guard.Guard;
import dev.adit.guard.GuardNews;
import dev.adit.guard.GuardSettings;
import dev.adit.guard.Visit;
import java.net.InetAddress;
import java.util.List;

/// A guard that allows five bad points and three connections an address, and bans for a minute.
/// `198.51.100.1` is denied, `198.51.100.2` allowed.
final class SampleGuard {
  static final long SECOND = 1_000_000_000L;

  private static final Door DOOR = new Door("farm", 0);

  private SampleGuard() {}

  static Guard guard() {
    return new Guard(settings(false), silent());
  }

  static GuardSettings settings(boolean dryRun) {
    return new GuardSettings(
        true,
        30_000,
        3,
        60,
        0,
        5,
        5,
        3600 * SECOND,
        60 * SECOND,
        60 * SECOND,
        list("198.51.100.2"),
        list("198.51.100.1"),
        64,
        dryRun);
  }

  private static AddressRanges list(String address) {
    return AddressRanges.of(List.of(new AddressRange(ip(address), 32)));
  }

  static GuardNews silent() {
    return new GuardNews() {
      @Override
      public void banned(AddressKey key, BanReason reason, long remainingNanos, boolean would) {}

      @Override
      public void lifted(AddressKey key, BanReason reason, boolean would) {}
    };
  }

  static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }

  static Visit visit(Guard guard, String from, long nowNanos) {
    return visit(guard, from, _ -> {}, nowNanos);
  }

  static Visit visit(Guard guard, String from, Connection connection, long nowNanos) {
    Admission admission = guard.admit(ip(from), DOOR, connection, nowNanos);
    if (admission instanceof Admission.Admitted(Visit visit)) {
      return visit;
    }
    throw new AssertionError(from + " was not let in: " + admission);
  }

  /// Six bad points, one too many.
  static void misbehave(Guard guard, String from, long nowNanos) {
    Visit visit = visit(guard, from, nowNanos);
    for (int i = 0; i < 6; i++) {
      visit.onNoise(nowNanos);
    }
  }
}
