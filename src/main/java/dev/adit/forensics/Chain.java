package dev.adit.forensics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// How the lines of a journal hang together: each ends with `"hash":"…"`, the SHA-256 of the hash
/// before it (32 bytes) and of the line's text without that member. Who changes, removes, inserts
/// or swaps a line must change every one behind it.
final class Chain {
  static final int HASH_BYTES = 32;

  private static final byte[] BEFORE = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BEHIND = "\"}".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = BEFORE.length + 2 * HASH_BYTES + BEHIND.length;

  private final MessageDigest sha256;

  Chain() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /// @param object a JSON object that is not empty, in a line
  byte[] next(byte[] previous, byte[] object) {
    sha256.update(previous);
    return sha256.digest(object);
  }

  /// The object with its hash.
  static byte[] line(byte[] object, byte[] hash) {
    byte[] line = Arrays.copyOf(object, object.length - 1 + TAIL);
    int at = object.length - 1;
    System.arraycopy(BEFORE, 0, line, at, BEFORE.length);
    at += BEFORE.length;
    byte[] hex = HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(hex, 0, line, at, hex.length);
    System.arraycopy(BEHIND, 0, line, at + hex.length, BEHIND.length);
    return line;
  }

  /// The hash that a line claims; null where it has none in the place where Adit writes it.
  static byte @Nullable [] hashIn(byte[] line) {
    int at = line.length - TAIL;
    if (at < 1
        || !Arrays.equals(line, at, at + BEFORE.length, BEFORE, 0, BEFORE.length)
        || !Arrays.equals(
            line, line.length - BEHIND.length, line.length, BEHIND, 0, BEHIND.length)) {
      return null;
    }
    String hex = new String(line, at + BEFORE.length, 2 * HASH_BYTES, StandardCharsets.ISO_8859_1);
    return hash(hex);
  }

  /// Of 64 small hex digits; null where it is anything else.
  static byte @Nullable [] hash(String hex) {
    return hex.matches("[0-9a-f]{64}") ? HexFormat.of().parseHex(hex) : null;
  }

  /// The object without its hash, of a line that has one.
  static byte[] objectIn(byte[] line) {
    byte[] object = Arrays.copyOf(line, line.length - TAIL + 1);
    object[object.length - 1] = '}';
    return object;
  }
}
