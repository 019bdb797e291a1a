package dev.adit.forensics;

import org.jspecify.annotations.Nullable;

/// Whether times can be believed: not for ten seconds after Adit stood still, the machine slept, or
/// somebody set its clock. What is heard then has waited for us, and how far the clock is off must
/// be asked anew.
final class Breaks {
  private static final double STOPPED_SECONDS = 10;
  private static final double SET_SECONDS = 1;
  private static final double SETTLED_SECONDS = 10;

  private @Nullable Moment last;
  private @Nullable Moment broken;

  /// To be told of each second, and of what is heard between.
  void pass(Moment now) {
    if (last != null) {
      double passed = now.secondsSince(last);
      double byTheDay = (now.epochMillis() - last.epochMillis()) / 1e3;
      if (passed > STOPPED_SECONDS || Math.abs(byTheDay - passed) > SET_SECONDS) {
        broken = now;
      }
    }
    last = now;
  }

  /// Whether the last one was long ago.
  boolean areOver(Moment now) {
    return broken == null || now.secondsSince(broken) >= SETTLED_SECONDS;
  }
}
