package dev.adit.work;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Where things are in a block header. All numbers in it are little-endian.
final class Header {
  static final int SIZE = 80;
  static final int VERSION = 0;
  static final int PREVIOUS_HASH = 4;
  static final int MERKLE_ROOT = 36;
  static final int NTIME = 68;
  static final int NBITS = 72;
  static final int NONCE = 76;

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Header() {}

  static void put(byte[] header, int field, int number) {
    LITTLE.set(header, field, number);
  }

  /// Reverses the bytes of each 4-byte word: between a previous hash on the wire and in a header.
  static void reverseWords(byte[] bytes, int offset, int length) {
    for (int at = offset; at < offset + length; at += 4) {
      LITTLE.set(bytes, at, Integer.reverseBytes((int) LITTLE.get(bytes, at)));
    }
  }
}
