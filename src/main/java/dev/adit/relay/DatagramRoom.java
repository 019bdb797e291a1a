package dev.adit.relay;

/// How much of all datagrams of a relay may wait in Adit, for a target's name to be found or for
/// the kernel to take more. On the relay's loop.
final class DatagramRoom {
  private int leftBytes = 4 << 20;

  boolean take(int bytes) {
    boolean fits = bytes <= leftBytes;
    leftBytes -= fits ? bytes : 0;
    return fits;
  }

  void give(int bytes) {
    leftBytes += bytes;
  }
}
