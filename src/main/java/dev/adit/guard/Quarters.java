package dev.adit.guard;

/// How many connections an address opened within a minute.
///
/// A minute is the quarter of it that runs, and the three before. They begin with the first
/// connection after a minute that had none. So one too many within the first minute is always seen,
/// and so is a steady rate that is too high; later a burst may go unseen if it is spread over more
/// than 45 seconds. Guarded by its [AddressRecord].
final class Quarters {
  private static final int QUARTER_MS = 15_000;
  private static final int COUNT = 4;
  private static final int BITS = 16;
  private static final int MOST = (1 << BITS) - 1;

  /// 16 bits for each quarter, the one that runs lowest.
  private long counts;

  /// When the lowest began: the low 32 bits of a monotonic millisecond.
  private int beganMs;

  int sum(long nowMs) {
    int sum = 0;
    for (long rest = after(passed(nowMs)); rest != 0; rest >>>= BITS) {
      sum += (int) (rest & MOST);
    }
    return sum;
  }

  /// More than fit are not counted, and never needed: see [GuardSettings#MOST_PER_MINUTE].
  void add(long nowMs) {
    int passed = passed(nowMs);
    counts = after(passed);
    beganMs = counts == 0 ? (int) nowMs : beganMs + passed * QUARTER_MS;
    counts += (counts & MOST) == MOST ? 0 : 1;
  }

  /// Time's numbers come round again, so what is long past must not stay.
  void trim(long nowMs) {
    if (after(passed(nowMs)) == 0) {
      clear();
    }
  }

  void clear() {
    counts = 0;
  }

  private long after(int passed) {
    return passed >= COUNT ? 0 : counts << (passed * BITS);
  }

  /// None where a clock is behind.
  private int passed(long nowMs) {
    return Math.max(0, ((int) nowMs - beganMs) / QUARTER_MS);
  }
}
