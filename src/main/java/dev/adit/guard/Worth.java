package dev.adit.guard;

/// The difficulty that an address has proved, the less the older it is. Guarded by its
/// [AddressRecord].
final class Worth {
  private double sum;
  private int summedMs;

  double at(long nowMs, long historyMs) {
    int ageMs = Math.max(0, (int) nowMs - summedMs);
    return sum * Math.exp(-(double) ageMs / historyMs);
  }

  /// What is told late counts as if it were told in time: what is there must not age by it.
  void add(double difficulty, long nowMs, long historyMs) {
    boolean isFirst = sum == 0;
    sum = at(nowMs, historyMs) + difficulty;
    summedMs = isFirst ? (int) nowMs : summedMs + Math.max(0, (int) nowMs - summedMs);
  }

  void clear() {
    sum = 0;
  }
}
