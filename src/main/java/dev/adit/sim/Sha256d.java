package dev.adit.sim;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of SHA-256. Owned by one thread.
final class Sha256d {
  static final int SIZE = 32;

  private final MessageDigest sha = sha256();

  /// Hashes the first `length` bytes of `in` into the first 32 of `out`, which may be the same.
  void hash(byte[] in, int length, byte[] out) {
    try {
      sha.update(in, 0, length);
      sha.digest(out, 0, SIZE);
      sha.update(out, 0, SIZE);
      sha.digest(out, 0, SIZE);
    } catch (DigestException tooShort) {
      throw new IllegalStateException(tooShort);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
