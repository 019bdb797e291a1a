package dev.adit.forensics;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The lines of a compressed file, of whole frames only. A frame holds whole lines.
final class FramedLines implements AutoCloseable {
  private final Frames frames;
  private @Nullable BoundedLines lines;

  FramedLines(InputStream in) {
    this.frames = new Frames(in);
  }

  /// Null at the end.
  ///
  /// @throws Frames.NoFrame where it is damaged
  byte @Nullable [] next() throws IOException {
    while (true) {
      if (lines == null) {
        byte[] frame = frames.next();
        if (frame == null) {
          return null;
        }
        lines = new BoundedLines(new ZstdInputStream(new ByteArrayInputStream(frame)));
      }
      byte[] line = nextOf(lines);
      if (line != null) {
        return line;
      }
      lines = null;
    }
  }

  private static byte @Nullable [] nextOf(BoundedLines lines) throws IOException {
    try {
      byte[] line = lines.next();
      if (line == null && lines.isHalf()) {
        throw new Frames.NoFrame();
      }
      return line;
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new Frames.NoFrame();
    }
  }

  /// Whether it ended within a frame, as after a crash.
  boolean isTorn() {
    return frames.isTorn();
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }
}
