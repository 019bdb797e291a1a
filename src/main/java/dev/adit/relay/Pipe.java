package dev.adit.relay;

import java.io.IOException;

/// A pipe of the kernel, which carries bytes between sockets without a copy. On one thread.
final class Pipe implements AutoCloseable {
  /// Asked for; a kernel that has given much to this user already gives less.
  private static final int WANTED_BYTES = 1 << 18;

  private static final int LEAST_BYTES = 1 << 16;

  private final int out;
  private final int in;
  private final int sizeBytes;
  private boolean closed;

  /// @throws IOException where there is none to be had, for want of descriptors as a rule
  Pipe() throws IOException {
    long both = SpliceCalls.pipe();
    out = (int) both;
    in = (int) (both >>> Integer.SIZE);
    int size = SpliceCalls.resizePipe(in, WANTED_BYTES);
    sizeBytes = size > 0 ? size : LEAST_BYTES;
  }

  /// Where it is read.
  int out() {
    return out;
  }

  /// Where it is written.
  int in() {
    return in;
  }

  int sizeBytes() {
    return sizeBytes;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      SpliceCalls.close(out);
      SpliceCalls.close(in);
    }
  }
}
