package dev.adit.relay;

import java.util.Locale;

/// Why a flow ended. The constants are metric labels.
public enum FlowEnd {
  /// Both sides had said all they had to say.
  CLOSED("closed"),
  /// The client broke the connection off.
  CLIENT_RESET("broken off by the client"),
  /// The target broke the connection off.
  TARGET_RESET("broken off by the target"),
  /// Nothing moved for too long.
  IDLE("idle for too long"),
  /// No target could be reached.
  UNREACHABLE("no target could be reached"),
  /// The guard ended it.
  EVICTED("ended by the guard"),
  /// A newer session needed its place.
  DISPLACED("made room for a newer one"),
  /// The listener was removed, or Adit stopped.
  STOPPED("the listener was closed");

  private final String words;

  FlowEnd(String words) {
    this.words = words;
  }

  /// For a metric.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// For a person.
  public String inWords() {
    return words;
  }
}
