package dev.adit.work;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes as letters and digits that are hard to mistake for each other, with a checksum behind.
final class Base58 {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
  private static final int CHECKSUM = 4;

  /// Longer than any address: the arithmetic takes time that grows with the square.
  private static final int LONGEST = 100;

  private Base58() {}

  /// The bytes without their checksum, or null where it does not fit.
  static byte @Nullable [] decodeChecked(String text) {
    byte[] all = text.length() > LONGEST ? null : decode(text);
    if (all == null || all.length < CHECKSUM) {
      return null;
    }
    byte[] payload = Arrays.copyOf(all, all.length - CHECKSUM);
    byte[] sum = Arrays.copyOf(sha256(sha256(payload)), CHECKSUM);
    return Arrays.equals(sum, 0, CHECKSUM, all, payload.length, all.length) ? payload : null;
  }

  private static byte @Nullable [] decode(String text) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        return null;
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    int zeros = 0;
    while (zeros < text.length() && text.charAt(zeros) == ALPHABET.charAt(0)) {
      zeros++;
    }
    int size = (number.bitLength() + 7) / 8;
    byte[] signed = number.toByteArray(); // may have a zero in front, for the sign
    byte[] bytes = new byte[zeros + size];
    System.arraycopy(signed, signed.length - size, bytes, zeros, size);
    return bytes;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
