package dev.adit.guard;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A block of addresses, and so what is counted as one: an IPv4 address, or the IPv6 prefix that
/// one customer has to himself. All is held as IPv6: IPv4 in its mapped form, so that
/// `::ffff:192.0.2.7` and `192.0.2.7` are one. Scope ids do not count.
///
/// @param length leading bits that matter, of 128; the others are zero
public record AddressKey(long high, long low, int length) implements Comparable<AddressKey> {
  static final int BITS = 128;

  /// How many bits come before those of a mapped IPv4 address.
  static final int MAPPED = 96;

  private static final long MAPPED_TAG = 0xffffL;
  private static final int GROUPS = 8;

  /// Keeps the leading bits only.
  public AddressKey {
    if (length < 0 || length > BITS) {
      throw new IllegalArgumentException("no prefix length: " + length);
    }
    high &= mask(length);
    low &= mask(length - Long.SIZE);
  }

  /// What an address is counted as: an IPv4 address by itself, one of IPv6 by its prefix.
  public static AddressKey of(InetAddress address, int ipv6Prefix) {
    AddressKey whole = of(address);
    return whole.ipv4() ? whole : whole.within(ipv6Prefix);
  }

  static AddressKey of(InetAddress address) {
    byte[] bytes = address.getAddress();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return bytes.length == Integer.BYTES
        ? new AddressKey(0, (MAPPED_TAG << Integer.SIZE) | (buffer.getInt() & 0xffffffffL), BITS)
        : new AddressKey(buffer.getLong(), buffer.getLong(), BITS);
  }

  /// Reads what `toString` writes; null for anything else, among it names of hosts and IPv4
  /// addresses of fewer than four parts.
  public static @Nullable AddressKey parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    try {
      AddressKey whole = of(InetAddress.ofLiteral(address));
      boolean dotted = address.indexOf(':') < 0;
      boolean odd = dotted && !whole.toString().equals(address);
      if (slash < 0 || odd) {
        return odd ? null : whole;
      }
      int before = dotted ? MAPPED : 0;
      int length = Integer.parseInt(text.substring(slash + 1));
      return length < 0 || length > BITS - before ? null : whole.within(before + length);
    } catch (IllegalArgumentException notOne) {
      return null;
    }
  }

  AddressKey within(int shorter) {
    return shorter == length ? this : new AddressKey(high, low, shorter);
  }

  boolean ipv4() {
    return length >= MAPPED && high == 0 && low >>> Integer.SIZE == MAPPED_TAG;
  }

  /// IPv4 is in no block of IPv6, so that `::/0` says nothing about it.
  boolean covers(AddressKey other) {
    return other.length >= length
        && other.ipv4() == ipv4()
        && (other.high & mask(length)) == high
        && (other.low & mask(length - Long.SIZE)) == low;
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : -1L << Math.max(0, Long.SIZE - bits);
  }

  /// Strangers choose their addresses, so all bits must reach the table's index.
  @Override
  public int hashCode() {
    long mixed = ((high * 0x9e3779b97f4a7c15L) ^ low) * 0xbf58476d1ce4e5b9L + length;
    return (int) (mixed ^ (mixed >>> Integer.SIZE));
  }

  /// Also keeps a hash table quick should a stranger find many keys of one hash.
  @Override
  public int compareTo(AddressKey other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    if (byHigh != 0) {
      return byHigh;
    }
    int byLow = Long.compareUnsigned(low, other.low);
    return byLow != 0 ? byLow : Integer.compare(length, other.length);
  }

  /// `192.0.2.7`, `2001:db8:0:1::/64`, or the plain address where all 128 bits count.
  @Override
  public String toString() {
    if (ipv4()) {
      int bits = (int) low;
      String dotted =
          (bits >>> 24)
              + "."
              + ((bits >>> 16) & 255)
              + "."
              + ((bits >>> 8) & 255)
              + "."
              + (bits & 255);
      return length == BITS ? dotted : dotted + "/" + (length - MAPPED);
    }
    return length == BITS ? colons() : colons() + "/" + length;
  }

  /// As RFC 5952 wants it: the longest run of two zero groups or more, the first of equals, is
  /// `::`.
  private String colons() {
    int run = 0;
    int runLength = 1;
    for (int at = 0; at < GROUPS; at++) {
      int zeros = zerosFrom(at);
      if (zeros > runLength) {
        run = at;
        runLength = zeros;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < GROUPS; at++) {
      if (runLength > 1 && at == run) {
        text.append("::");
        at += runLength - 1;
      } else {
        text.append(at == 0 || text.charAt(text.length() - 1) == ':' ? "" : ":");
        text.append(Integer.toHexString(group(at)));
      }
    }
    return text.toString();
  }

  private int zerosFrom(int at) {
    int zeros = 0;
    while (at + zeros < GROUPS && group(at + zeros) == 0) {
      zeros++;
    }
    return zeros;
  }

  private int group(int at) {
    long half = at < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (at & 3))) & 0xffff;
  }
}
