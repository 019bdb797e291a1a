package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;

/// Hears what happens in one conversation. On the analyser's thread.
interface Witness {
  void on(Observation seen);

  /// A line as it was said, without its end, before anything is made of it. The array is lent for
  /// the call.
  default void onLine(Party who, byte[] bytes, int offset, int length, Moment at) {}

  /// A line was left out, since it was too long or its beginning is missing. It is told of as
  /// [Observation.Unread] too.
  default void onLeftOut(Party who, Moment at) {}

  /// Somebody who hears conversations, some of them at a time.
  interface Source {

    /// From now on it hears this one.
    Witness attend(Conversation conversation);

    /// What the time servers said; from now on moments are corrected by it.
    default void onClock(ClockReading reading, Moment at) {}

    /// A pool was asked for its figures of an account.
    default void onStatistics(PoolAnswer answer, Moment at) {}

    /// About once a second, also where nobody talks.
    default void onTick(Moment now) {}

    /// No more will come.
    default void close() {}
  }
}
