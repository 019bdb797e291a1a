package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal that was written by the first version that could: later ones must still read it.
class ForensicsCommandTest {
  @TempDir private Path directory;
  private Path journal = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @SuppressWarnings("NullAway.Init") // JUnit sets the annotated field
  ForensicsCommandTest() {}

  @BeforeEach
  void unpack() throws IOException {
    journal = directory.resolve("journal-20261120T120000.000Z.jsonl.zst");
    try (InputStream file =
        ForensicsCommandTest.class.getResourceAsStream("/forensics/journal.jsonl.zst")) {
      Files.copy(Objects.requireNonNull(file), journal);
    }
  }

  private int forensics(String... args) {
    List<String> all = new ArrayList<>(List.of("forensics"));
    all.addAll(List.of(args));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void saysThatAJournalIsIntact() {
    assertThat(forensics("verify", journal.toString())).isZero();
    assertThat(out.toString())
        .contains(journal + ": 16 lines, 2026-11-20T12:00:00Z to 2026-11-20T12:01:")
        .contains("chain intact, last hash ");
  }

  @Test
  void saysWhatIsBrokenAndWhere() throws IOException {
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length / 2] ^= 64;
    Files.write(journal, bytes);
    assertThat(forensics("verify", journal.toString())).isOne();
    assertThat(out.toString()).contains("BROKEN: ");
    assertThat(forensics("replay", "--json", journal.toString())).isOne();
    assertThat(err.toString()).contains("BROKEN: ").doesNotContain("\tat ");
  }

  @Test
  void saysWhatCantBeRead() {
    assertThat(forensics("verify", "none.zst")).isOne();
    assertThat(out.toString()).contains("none.zst: 0 lines, BROKEN: no such file");
  }

  @Test
  void hearsAJournalAgain() {
    assertThat(forensics("replay", journal.toString())).isZero();
    assertThat(out.toString()).contains("chain intact").containsPattern("alerts: \\d+\n");
  }

  @Test
  void namesAConfigurationThatIsOfNoUse() throws IOException {
    Path config = Files.writeString(directory.resolve("adit.toml"), "[forensics]\nstale_job = 5\n");
    assertThat(forensics("replay", "-c", config.toString(), journal.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("forensics.stale_job");
  }

  @Test
  void asksWhichCommand() {
    assertThat(forensics()).isEqualTo(2);
    assertThat(err.toString()).contains("verify or replay");
  }
}
