package dev.adit.work;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// An unsigned 256-bit number: a hash or a target.
///
/// @param w3 the most significant 64 bits
/// @param w0 the least significant 64 bits
public record Uint256(long w3, long w2, long w1, long w0) implements Comparable<Uint256> {
  public static final Uint256 ZERO = new Uint256(0, 0, 0, 0);
  public static final Uint256 MAX = new Uint256(-1, -1, -1, -1);

  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SIGN_OF_NBITS = 0x0080_0000;

  /// Reads 32 bytes, the most significant first.
  public static Uint256 fromBigEndian(byte[] bytes, int offset) {
    return new Uint256(
        (long) BIG.get(bytes, offset),
        (long) BIG.get(bytes, offset + 8),
        (long) BIG.get(bytes, offset + 16),
        (long) BIG.get(bytes, offset + 24));
  }

  /// Reads 32 bytes, the least significant first: a hash as it comes out of the hash function.
  public static Uint256 fromLittleEndian(byte[] bytes, int offset) {
    return new Uint256(
        (long) LITTLE.get(bytes, offset + 24),
        (long) LITTLE.get(bytes, offset + 16),
        (long) LITTLE.get(bytes, offset + 8),
        (long) LITTLE.get(bytes, offset));
  }

  /// The number, capped at 2^256-1; not negative.
  static Uint256 capped(BigInteger number) {
    if (number.bitLength() > 256) {
      return MAX;
    }
    return new Uint256(
        number.shiftRight(192).longValue(),
        number.shiftRight(128).longValue(),
        number.shiftRight(64).longValue(),
        number.longValue());
  }

  /// The target that `nbits` stands for in a header, or null where it is negative, zero or above
  /// 256 bits. Source: Bitcoin's compact form, a mantissa of 23 bits, a sign and a size in bytes.
  public static @Nullable Uint256 ofNbits(int nbits) {
    int size = nbits >>> 24;
    long mantissa = nbits & 0x007f_ffff;
    if (size < 3) {
      mantissa >>>= 8 * (3 - size);
    }
    boolean negative = (nbits & SIGN_OF_NBITS) != 0;
    int shift = 8 * Math.max(size - 3, 0);
    if (mantissa == 0 || negative || shift + 64 - Long.numberOfLeadingZeros(mantissa) > 256) {
      return null;
    }
    return capped(BigInteger.valueOf(mantissa).shiftLeft(shift));
  }

  /// The compact form of the nearest target that is not above this one.
  public int toNbits() {
    BigInteger number = toBigInteger();
    int size = (number.bitLength() + 7) / 8;
    int mantissa = number.shiftRight(8 * (size - 3)).intValue();
    if ((mantissa & SIGN_OF_NBITS) != 0) {
      mantissa >>>= 8;
      size++;
    }
    return size << 24 | mantissa;
  }

  public BigInteger toBigInteger() {
    return new BigInteger(toHex(), 16);
  }

  /// The nearest double, give or take a few units in its last place.
  public double toDouble() {
    return ((unsigned(w3) * 0x1p64 + unsigned(w2)) * 0x1p64 + unsigned(w1)) * 0x1p64 + unsigned(w0);
  }

  private static double unsigned(long word) {
    return (word >>> 11) * 0x1p11 + (word & 0x7ff);
  }

  /// 64 lower-case digits, big-endian: how a hash is shown.
  public String toHex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(w3) + hex.toHexDigits(w2) + hex.toHexDigits(w1) + hex.toHexDigits(w0);
  }

  @Override
  public int compareTo(Uint256 that) {
    if (w3 != that.w3) {
      return Long.compareUnsigned(w3, that.w3);
    }
    if (w2 != that.w2) {
      return Long.compareUnsigned(w2, that.w2);
    }
    return w1 != that.w1 ? Long.compareUnsigned(w1, that.w1) : Long.compareUnsigned(w0, that.w0);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
