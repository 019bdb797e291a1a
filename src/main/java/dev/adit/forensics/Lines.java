package dev.adit.forensics;

import java.util.Arrays;

/// Makes lines of one side's bytes. A line that is too long to be Stratum is left out, and so is
/// what may be half a line.
final class Lines {
  /// Where they go; the array is lent for the call.
  interface Sink {
    void onLine(byte[] bytes, int offset, int length);

    /// One was left out.
    void onUnread();
  }

  /// What a pool may say in a line.
  static final int LONGEST_BYTES = 1 << 20;

  /// What a miner may: strangers are many, and each may leave a line without an end.
  static final int LONGEST_OF_MINERS_BYTES = 8 << 10;

  private static final byte[] NOTHING = {};

  private final int longestBytes;
  private byte[] kept = NOTHING;
  private int keptBytes;
  private boolean skipping;

  Lines(int longestBytes) {
    this.longestBytes = longestBytes;
  }

  /// What follows may begin in the middle of a line.
  void onGap() {
    forget();
    skipping = true;
  }

  void feed(byte[] bytes, Sink sink) {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        endLine(bytes, start, i, sink);
        start = i + 1;
      }
    }
    keep(bytes, start, bytes.length);
  }

  private void endLine(byte[] bytes, int start, int end, Sink sink) {
    if (skipping) {
      skipping = false;
      sink.onUnread();
    } else if (keptBytes == 0) {
      sink.onLine(bytes, start, end - start);
    } else if (keep(bytes, start, end)) {
      sink.onLine(kept, 0, keptBytes);
    } else {
      skipping = false;
      sink.onUnread();
    }
    forget();
  }

  private boolean keep(byte[] bytes, int start, int end) {
    int needed = keptBytes + end - start;
    if (needed > longestBytes) {
      forget();
      skipping = true;
    }
    if (skipping || needed == 0) {
      return !skipping;
    }
    if (needed > kept.length) {
      kept = Arrays.copyOf(kept, keptBytes == 0 ? needed : Math.max(needed, 2 * kept.length));
    }
    System.arraycopy(bytes, start, kept, keptBytes, end - start);
    keptBytes = needed;
    return true;
  }

  private void forget() {
    kept = NOTHING;
    keptBytes = 0;
  }
}
