package dev.adit.work;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Text in the format of BIP 173, or in that of BIP 350, which differs in its checksum.
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int PLAIN_SUM = 1;
  private static final int MODIFIED_SUM = 0x2bc830a3;
  private static final int CHECKSUM = 6;
  private static final int LONGEST = 90;

  private final String prefix;
  private final byte[] groups;
  private final boolean modified;

  private Bech32(String prefix, byte[] groups, boolean modified) {
    this.prefix = prefix;
    this.groups = groups;
    this.modified = modified;
  }

  /// Null where `text` is in neither format.
  static @Nullable Bech32 read(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean mixed = !text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT));
    int separator = lower.lastIndexOf('1');
    int size = lower.length() - separator - 1;
    if (mixed || text.length() > LONGEST || separator < 1 || size < CHECKSUM) {
      return null;
    }
    byte[] values = new byte[size];
    for (int i = 0; i < size; i++) {
      values[i] = (byte) ALPHABET.indexOf(lower.charAt(separator + 1 + i));
      if (values[i] < 0) {
        return null;
      }
    }
    String prefix = lower.substring(0, separator);
    int sum = checksum(prefix, values);
    return sum == PLAIN_SUM || sum == MODIFIED_SUM
        ? new Bech32(prefix, Arrays.copyOf(values, size - CHECKSUM), sum == MODIFIED_SUM)
        : null;
  }

  /// What is before the last `1`, in lower case.
  String prefix() {
    return prefix;
  }

  /// Whether the checksum is that of BIP 350 (bech32m).
  boolean isModified() {
    return modified;
  }

  /// The first 5 bits behind the prefix, or -1 where there are none.
  int firstGroup() {
    return groups.length == 0 ? -1 : groups[0];
  }

  /// Whole bytes of what comes after the first group; null where what is left over is not a few
  /// zero bits.
  byte @Nullable [] bytesAfterFirst() {
    int bits = 5 * (groups.length - 1);
    byte[] bytes = new byte[bits / 8];
    int held = 0;
    int buffer = 0;
    int at = 0;
    for (int i = 1; i < groups.length; i++) {
      buffer = (buffer << 5 | groups[i]) & 0xfff;
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes[at++] = (byte) (buffer >> held);
      }
    }
    boolean padded = held < 5 && (buffer & ((1 << held) - 1)) == 0;
    return padded ? bytes : null;
  }

  private static int checksum(String prefix, byte[] values) {
    int sum = 1;
    for (int i = 0; i < prefix.length(); i++) {
      sum = step(sum, prefix.charAt(i) >> 5);
    }
    sum = step(sum, 0);
    for (int i = 0; i < prefix.length(); i++) {
      sum = step(sum, prefix.charAt(i) & 31);
    }
    for (byte value : values) {
      sum = step(sum, value);
    }
    return sum;
  }

  private static int step(int sum, int value) {
    int top = sum >>> 25;
    int next = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      if ((top >> i & 1) != 0) {
        next ^= GENERATOR[i];
      }
    }
    return next;
  }
}
