package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the documents say of findings is what there is.
class ForensicsDocTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| ([A-Z]+) \\|");

  @Test
  void everyFindingIsExplainedWithItsSeverity() throws IOException {
    Map<String, String> told = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/forensics.md")));
    while (row.find()) {
      told.put(row.group(1), row.group(2));
    }
    Map<String, String> found = new TreeMap<>();
    for (Suspicion what : Suspicion.values()) {
      found.put(what.code(), what.severity().name());
    }
    assertThat(told).isEqualTo(found);
  }

  @Test
  void everyDetectorHasALineThatSaysWhatItProves() throws IOException {
    String told = Files.readString(Path.of("src/main/java/dev/adit/forensics/package-info.java"));
    try (var files = Files.list(Path.of("src/main/java/dev/adit/forensics"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        String text = Files.readString(file);
        if (text.contains("implements Witness.Source") && text.contains("Suspicion.")) {
          if (!name.endsWith("File")) {
            assertThat(told).as("package-info").contains("[" + name + "]");
          }
        }
      }
    }
  }
}
