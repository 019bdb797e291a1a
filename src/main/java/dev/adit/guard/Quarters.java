package dev.adit.guard;

/// How many connections an address opened within a minute, in one number.
///
/// A minute is the quarter of it that runs, and the three before. They begin with the first
/// connection after a minute that had none. So one too many within the first minute is always seen,
/// and so is a steady rate that is too high; later a burst may go unseen if it is spread over more
/// than 45 seconds. Layout: 16 bits for each quarter, the one that runs lowest.
final class Quarters {
  static final int QUARTER_MS = 15_000;
  private static final int COUNT = 4;
  private static final int BITS = 16;

  private Quarters() {}

  /// What they are by now.
  ///
  /// @param ageMs since the beginning of the quarter that was the last
  static long after(long quarters, int ageMs) {
    int passed = passed(ageMs);
    return passed >= COUNT ? 0 : quarters << (passed * BITS);
  }

  static int passed(int ageMs) {
    return Math.max(0, ageMs / QUARTER_MS);
  }

  static int sum(long quarters) {
    int sum = 0;
    for (long rest = quarters; rest != 0; rest >>>= BITS) {
      sum += (int) (rest & 0xffff);
    }
    return sum;
  }

  /// More than fit are not counted, and never needed: see [GuardSettings#MOST_PER_MINUTE].
  static long plusOne(long quarters) {
    return (quarters & 0xffff) == 0xffff ? quarters : quarters + 1;
  }
}
