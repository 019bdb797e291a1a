package dev.adit.guard;

/// What the guard knows of a socket: how to end it. Called on any thread, so it must not block, nor
/// throw.
public interface Connection {
  void close(Eviction why);
}
