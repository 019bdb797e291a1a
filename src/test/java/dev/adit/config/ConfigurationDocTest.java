package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.KnownKey.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The documentation says what the tables of keys say, and its examples load.
class ConfigurationDocTest {

  private static final Path DOC = Path.of("docs", "configuration.md");
  private static final Path FORENSICS = Path.of("docs", "forensics.md");

  /// A block marked `toml fragment`, or `json` without Karoo's sections, is not meant to load.
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```(?:toml\\n|python\\n|sh\\n(?=[^`]*RELAY_)|json\\n(?=[^`]*\"upstream\"))([^`]*)```");

  @TempDir private Path directory;

  @Test
  void hasTheTableOfNativeKeys() throws IOException {
    assertThat(Files.readString(DOC))
        .contains(rows(NativeKeys.TABLE, key -> key.need() != Need.LATER));
  }

  @Test
  void hasTheTableOfKeysThatComeLater() throws IOException {
    assertThat(Files.readString(DOC))
        .contains(rows(NativeKeys.TABLE, key -> key.need() == Need.LATER));
  }

  @Test
  void hasTheTableOfKaroosKeys() throws IOException {
    assertThat(Files.readString(DOC)).contains(rows(KarooKeys.TABLE, _ -> true));
  }

  @Test
  void hasTheTableOfTheNodesKeys() throws IOException {
    assertThat(Files.readString(DOC)).contains(rows(MwcKeys.TABLE, _ -> true));
  }

  @Test
  void hasTheTableOfPortRelaysKeys() throws IOException {
    assertThat(Files.readString(DOC)).contains(rows(EnvKeys.TABLE, _ -> true));
  }

  @Test
  void hasTheTableOfThePythonSettings() throws IOException {
    assertThat(Files.readString(FORENSICS)).contains(rows(PythonKeys.TABLE, _ -> true));
  }

  @TestFactory
  List<DynamicTest> everyExampleLoads() throws IOException {
    Files.createFile(directory.resolve("cert.pem"));
    Files.createFile(directory.resolve("key.pem"));
    String texts =
        Files.readString(DOC)
            + Files.readString(FORENSICS)
            + Files.readString(Path.of("README.md"));
    List<String> examples =
        EXAMPLE.matcher(texts).results().map((MatchResult result) -> result.group(1)).toList();
    assertThat(examples).hasSizeGreaterThan(3);
    return examples.stream()
        .map(
            text ->
                DynamicTest.dynamicTest(
                    text.lines().findFirst().orElse(""),
                    () -> assertThat(new Loading(directory).config(text)).isNotNull()))
        .toList();
  }

  private static String rows(KeyTable table, Predicate<KnownKey> chosen) {
    return table.all().stream()
        .filter(chosen)
        .map(ConfigurationDocTest::row)
        .collect(Collectors.joining());
  }

  private static String row(KnownKey key) {
    String standard = key.standard().isEmpty() ? "" : "`" + key.standard() + "`";
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            key.path(),
            key.type().name().toLowerCase(Locale.ROOT),
            key.need() == Need.MUST ? "required" : standard,
            key.meaning());
  }
}
