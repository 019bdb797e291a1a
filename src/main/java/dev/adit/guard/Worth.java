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

  void add(double difficulty, long nowMs, long historyMs) {
    sum = at(nowMs, historyMs) + difficulty;
    summedMs = (int) nowMs;
  }

  void clear() {
    sum = 0;
  }
}
