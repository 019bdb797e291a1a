import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Formats every Java source below a directory with google-java-format, or (`--check`) names the
/// ones that would change and fails.
///
/// A program of its own, started from its source by Maven on the toolchain's Java: the formatter
/// uses the parser of the Java it runs in, and Maven's may be too old to read ours.
final class Format {

  private enum Outcome {
    CLEAN,
    CHANGED,
    BROKEN
  }

  public static void main(String[] args) throws IOException {
    boolean check = args[0].equals("--check");
    Path root = Path.of(args[1]);
    List<Path> sources;
    try (var files = Files.walk(root)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    List<Outcome> outcomes =
        sources.parallelStream().map(source -> format(source, root, check)).toList();
    if (outcomes.contains(Outcome.BROKEN)) {
      System.exit(1);
    }
    if (check && outcomes.contains(Outcome.CHANGED)) {
      System.err.println("Sources need formatting; run: ./mvnw validate -Pformat");
      System.exit(1);
    }
  }

  private static Outcome format(Path source, Path root, boolean check) {
    try {
      String before = Files.readString(source);
      String after = new Formatter().formatSourceAndFixImports(before);
      if (after.equals(before)) {
        return Outcome.CLEAN;
      }
      System.err.println((check ? "not formatted: " : "formatted: ") + root.relativize(source));
      if (!check) {
        Files.writeString(source, after);
      }
      return Outcome.CHANGED;
    } catch (FormatterException unreadable) {
      System.err.println(root.relativize(source) + ": " + unreadable.getMessage());
      return Outcome.BROKEN;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
