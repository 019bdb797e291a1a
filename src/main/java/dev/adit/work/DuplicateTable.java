package dev.adit.work;

/// The shares seen for one job, by their hash: whatever the text they came in (upper case, missing
/// zeros), the same share has the same hash.
///
/// 128 of its bits are kept, 16 bytes a share; a miner can't make two shares agree in them. Empty
/// tables cost nothing, since most jobs of most miners see few shares.
public final class DuplicateTable {
  private static final long[] NONE = {};

  /// Pairs of words; a pair of zeros is a free place.
  private long[] pairs = NONE;

  private int size;

  /// Notes the hash; false where it was there already.
  public boolean add(Uint256 powHash) {
    if (4 * (size + 1) > 3 * (pairs.length / 2)) {
      grow();
    }
    // The low words of a hash are random, also where proof of work makes the high ones zero.
    long first = powHash.w0();
    long second = first == 0 && powHash.w1() == 0 ? 1 : powHash.w1();
    int place = find(first, second);
    if (pairs[place] == first && pairs[place + 1] == second) {
      return false;
    }
    pairs[place] = first;
    pairs[place + 1] = second;
    size++;
    return true;
  }

  public int size() {
    return size;
  }

  /// Where the pair is, or the free place where it belongs.
  private int find(long first, long second) {
    int last = pairs.length - 2;
    int place = (int) first << 1 & last;
    while ((pairs[place] != first || pairs[place + 1] != second)
        && (pairs[place] != 0 || pairs[place + 1] != 0)) {
      place = place + 2 & last;
    }
    return place;
  }

  private void grow() {
    long[] old = pairs;
    pairs = new long[Math.max(8, old.length * 2)];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0 || old[i + 1] != 0) {
        int place = find(old[i], old[i + 1]);
        pairs[place] = old[i];
        pairs[place + 1] = old[i + 1];
      }
    }
  }
}
