package dev.adit.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Mends a Port Relay `.env` in place, as the original's `env-setup` does, and keeps a copy.
public final class EnvRepair {
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
  private static final int MOST_COPIES = 1000;

  private EnvRepair() {}

  /// What came of it.
  public sealed interface Outcome {
    /// It is no such file, or one with lines that can't be read: nothing was touched.
    record Refused(List<String> problems) implements Outcome {}

    /// What was done, a line each.
    record Mended(List<String> steps) implements Outcome {}
  }

  /// Mends it. Whoever reads it meanwhile sees it as it was or as it is then, never a part.
  ///
  /// @throws IOException with a message for the user, where it can't be written; it is as it was
  ///   then
  public static Outcome repair(Path file) throws IOException {
    switch (FileText.read(file)) {
      case Parsed.Bad<String>(String why) -> {
        return new Outcome.Refused(List.of(file + ": " + why));
      }
      case Parsed.Good<String>(String text)
          when !EnvKeys.fit(file, text) || PythonKeys.fit(text) -> {
        return new Outcome.Refused(
            List.of(file + ": is no Port Relay .env: mend it by hand, as `adit check` says"));
      }
      case Parsed.Good<String>(String text) -> {
        List<String> unreadable = unreadable(text);
        if (!unreadable.isEmpty()) {
          return new Outcome.Refused(unreadable);
        }
      }
    }
    // A character for each byte, so that every one of them survives.
    String bytes = Files.readString(file, ISO_8859_1);
    String mark = bytes.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    EnvFix fix = EnvFix.of(bytes.substring(mark.length()));
    if (fix.steps().isEmpty()) {
      return new Outcome.Mended(List.of("nothing to do"));
    }
    List<String> steps = new ArrayList<>();
    try {
      Path place = file.toRealPath();
      steps.add("kept a copy: " + copy(place));
      replace(place, (mark + fix.text()).getBytes(ISO_8859_1));
    } catch (IOException failed) {
      throw new IOException(
          "%s: can't be mended (%s): give this user the right to write there, and room"
              .formatted(file, failed),
          failed);
    }
    steps.addAll(fix.steps());
    return new Outcome.Mended(steps);
  }

  private static List<String> unreadable(String text) {
    Problems problems = new Problems();
    for (EnvLine line : EnvLine.all(text)) {
      if (line instanceof EnvLine.Unusable bad) {
        problems.add(bad.at(), bad.why());
      }
    }
    return problems.lines();
  }

  /// `.env.bak`, or the first of `.env.bak.1`, `.env.bak.2` and so on that is free.
  private static Path copy(Path file) throws IOException {
    for (int i = 0; i < MOST_COPIES; i++) {
      Path copy = file.resolveSibling(file.getFileName() + ".bak" + (i == 0 ? "" : "." + i));
      try {
        return Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      } catch (FileAlreadyExistsException _) {
        // that one is taken: the next
      }
    }
    throw new IOException("there are " + MOST_COPIES + " copies already");
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path beside = Files.createTempFile(directory, file.getFileName().toString(), ".new");
    try {
      // Its owner and permissions.
      Files.copy(
          file, beside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      Files.write(
          beside,
          content,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.DSYNC,
          StandardOpenOption.WRITE);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
