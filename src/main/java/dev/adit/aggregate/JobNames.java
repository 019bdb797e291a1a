package dev.adit.aggregate;

/// Numbers the jobs of a lane, whichever pool they come from: no two have the same name, and a
/// later one has the greater number.
final class JobNames {
  private long last;

  /// @param first where they start: random, so that a miner that comes from another lane does not
  ///   name a job of this one by accident
  JobNames(long first) {
    this.last = first;
  }

  long next() {
    return ++last;
  }
}
