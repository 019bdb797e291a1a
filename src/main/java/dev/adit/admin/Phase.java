package dev.adit.admin;

/// How far the gateway is with its life.
public enum Phase {
  STARTING("starting"),
  /// Every listener is bound.
  SERVING("serving"),
  STOPPING("stopping");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
