package dev.adit.sim;

import dev.adit.stratum.HexBytes;

/// The extranonces that a simulated pool gives to its connections; owned by its event loop.
final class Extranonces {
  private final SimPoolSettings settings;
  private final Trickery tricks;
  private final long base;
  private long given;
  private int size2;

  /// @param base a random number, from which it counts up
  Extranonces(SimPoolSettings settings, Trickery tricks, long base) {
    this.settings = settings;
    this.tricks = tricks;
    this.base = base;
    this.size2 = tricks.extranonce2Size(settings.extranonce2Size);
  }

  /// None comes twice while its bytes can tell.
  HexBytes next1() {
    long number = base + given++;
    byte[] bytes = new byte[settings.extranonce1Size];
    for (int i = bytes.length - 1; i >= 0; i--) {
      bytes[i] = (byte) number;
      number >>= Byte.SIZE;
    }
    return tricks.extranonce1(HexBytes.of(bytes));
  }

  /// What is left to miners, in bytes.
  int size2() {
    return size2;
  }

  /// From the next job on.
  void setSize2(int bytes) {
    size2 = tricks.extranonce2Size(bytes);
  }

  /// Of both together.
  int bytes() {
    return settings.extranonce1Size + size2;
  }
}
