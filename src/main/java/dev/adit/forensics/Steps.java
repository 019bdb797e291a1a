package dev.adit.forensics;

import org.jspecify.annotations.Nullable;

/// Takes every step, whatever becomes of one, and then tells of the first that failed.
final class Steps {
  private @Nullable RuntimeException failure;
  private @Nullable StackOverflowError overflow;

  void take(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException ours) {
      failure = failure == null ? ours : failure;
    } catch (StackOverflowError ours) {
      overflow = overflow == null ? ours : overflow;
    }
  }

  void end() {
    if (failure != null) {
      throw failure;
    }
    if (overflow != null) {
      throw overflow;
    }
  }
}
