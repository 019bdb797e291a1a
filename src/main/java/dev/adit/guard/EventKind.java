package dev.adit.guard;

import java.util.Locale;

/// What is remembered about an address, for as long as `history`.
public enum EventKind {
  OK_SHARE(0),
  /// The first login of a connection; more of them add nothing.
  OK_LOGIN(1),
  /// Refused, or not heard in time.
  FAILED_LOGIN(2),
  /// A bad share, or something that no miner says.
  FAILED_REQUEST(3),
  /// An accepted connection. It is neither good nor bad, and the newest ten tell the pace.
  CONNECT(4);

  /// Its place in [EventTimes].
  final int slot;

  EventKind(int slot) {
    this.slot = slot;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
