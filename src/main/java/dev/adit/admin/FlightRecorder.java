package dev.adit.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/// Records what the virtual machine does for a while. One recording at a time, as each costs.
final class FlightRecorder {
  static final int MOST_SECONDS = 60;

  private final AtomicBoolean busy = new AtomicBoolean();

  /// Takes the recorder; whoever gets it must call [#record].
  boolean take() {
    return busy.compareAndSet(false, true);
  }

  /// The recorder is free again when the result is there.
  ///
  /// @param seconds 1 to [#MOST_SECONDS]
  /// @return a file in the format of `jfr`, which the caller deletes
  CompletableFuture<Path> record(int seconds) {
    CompletableFuture<Path> dumped = new CompletableFuture<>();
    try {
      Recording recording = new Recording(Configuration.getConfiguration("profile"));
      recording.setMaxSize(64L << 20);
      recording.start();
      dumped =
          CompletableFuture.supplyAsync(
              () -> dump(recording), CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));
    } catch (IOException | ParseException | RuntimeException failure) {
      dumped.completeExceptionally(failure);
    }
    return dumped.whenComplete((_, _) -> busy.set(false));
  }

  private static Path dump(Recording recording) {
    try (recording) {
      Path file = Files.createTempFile("adit-", ".jfr");
      recording.dump(file);
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
