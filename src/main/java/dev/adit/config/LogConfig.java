package dev.adit.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the log goes besides standard error.
///
/// @param file null: nowhere
/// @param maxSizeBytes a file that grows beyond is set aside and begun anew
/// @param maxFiles files set aside that are kept
public record LogConfig(@Nullable Path file, long maxSizeBytes, int maxFiles) {
  private static final long SMALLEST = 1 << 16;
  private static final int MOST_FILES = 20;

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>();
    if (maxSizeBytes < SMALLEST) {
      problems.add(
          "%s.max_size: \"%s\" is full at once: write \"64KiB\" or more"
              .formatted(path, SizeText.format(maxSizeBytes)));
    }
    if (maxFiles < 1 || maxFiles > MOST_FILES) {
      problems.add(
          "%s.max_files: %d is no number of files to keep: write one from 1 to %d"
              .formatted(path, maxFiles, MOST_FILES));
    }
    return problems;
  }
}
