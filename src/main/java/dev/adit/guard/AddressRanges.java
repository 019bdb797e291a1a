package dev.adit.guard;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/// A list of who is allowed or denied. It costs one look into a hash table for each prefix length
/// that is in use, however many ranges there are.
public final class AddressRanges {
  public static final AddressRanges NONE = new AddressRanges(Set.of());

  private final Set<AddressKey> blocks;
  private final int[] lengths;

  private AddressRanges(Set<AddressKey> blocks) {
    this.blocks = blocks;
    lengths = blocks.stream().mapToInt(AddressKey::length).distinct().sorted().toArray();
  }

  public static AddressRanges of(Collection<AddressRange> ranges) {
    return new AddressRanges(
        ranges.stream().map(AddressRange::block).collect(Collectors.toUnmodifiableSet()));
  }

  public boolean contains(InetAddress address) {
    return lengths.length > 0 && covers(AddressKey.of(address));
  }

  /// Whether one range holds all of these addresses.
  boolean covers(AddressKey key) {
    boolean ipv4 = key.ipv4();
    for (int length : lengths) {
      if (length > key.length()) {
        return false;
      }
      boolean sameFamily = !ipv4 || length >= AddressKey.MAPPED;
      if (sameFamily && blocks.contains(key.within(length))) {
        return true;
      }
    }
    return false;
  }
}
