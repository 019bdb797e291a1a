package dev.adit.forensics;

import org.jspecify.annotations.Nullable;

/// Takes every step, whatever becomes of one, and then tells of the first that failed.
final class Steps {
  private @Nullable RuntimeException failure;
  private @Nullable Error error;

  void take(Runnable step) {
    try {
      step.run();
    } catch (OutOfMemoryError everybodys) {
      throw everybodys;
    } catch (RuntimeException ours) {
      failure = failure == null ? ours : failure;
    } catch (Error ours) {
      error = error == null ? ours : error;
    }
  }

  void end() {
    if (failure != null) {
      throw failure;
    }
    if (error != null) {
      throw error;
    }
  }
}
