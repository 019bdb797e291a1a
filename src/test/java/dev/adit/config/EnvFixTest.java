package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.adit.config.EnvRepair.Outcome.Mended;
import dev.adit.config.EnvRepair.Outcome.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFixTest {
  private static final String ALL_BUT_LAST =
      EnvFileTest.SAMPLE.replace("HEALTH_CHECK_RETRIES=3\n", "");

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  EnvFixTest() {}

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve(".env"), text);
  }

  @Test
  void addsWhatIsMissingAtTheEnd() {
    EnvFix fix = EnvFix.of(ALL_BUT_LAST);
    assertThat(fix.text()).isEqualTo(ALL_BUT_LAST + "HEALTH_CHECK_RETRIES=3\n");
    assertThat(fix.steps()).containsExactly("added HEALTH_CHECK_RETRIES=3");
  }

  @Test
  void addsAllKeysOfTheOriginalToAFileOfRelays() {
    String relays = "RELAY_1=1;2;h\nRELAY_77=2;2;h";
    assertThat(EnvFix.of(relays).text())
        .isEqualTo(
            relays
                + """

                CONNECT_TIMEOUT=15
                KEEPALIVE_IDLE=30
                KEEPALIVE_INTVL=10
                KEEPALIVE_CNT=3
                ENABLE_LOGGING=y
                ENABLE_HEALTH_CHECK=y
                HEALTH_CHECK_TIMEOUT=10
                HEALTH_CHECK_RETRIES=3
                """);
  }

  @Test
  void makesCommentsOfUnknownKeysAndOfNothingElse() {
    String odd = "  export FOO='a b' # c\r\nRELAY_9=\"9;9;h\"\nADMIN_LISTEN=:1\n#x=\n\t\n";
    EnvFix fix = EnvFix.of(odd + EnvFileTest.SAMPLE);
    assertThat(fix.text()).isEqualTo("# " + odd + EnvFileTest.SAMPLE);
    assertThat(fix.steps()).containsExactly("commented out FOO (line 1), which is unknown");
  }

  @Test
  void writesLinesThatEndAsTheOthersDo() {
    assertThat(EnvFix.of(ALL_BUT_LAST.replace("\n", "\r\n").stripTrailing()).text())
        .endsWith("HEALTH_CHECK_TIMEOUT=10\r\nHEALTH_CHECK_RETRIES=3\r\n");
  }

  @Test
  void hasNothingToDoTheSecondTime() {
    assertThat(EnvFix.of(EnvFix.of("FOO=1\nRELAY_1=1;2;h").text()).steps()).isEmpty();
  }

  @Test
  void keepsEveryByteOfTheOtherLines() throws IOException {
    byte[] odd =
        ("\uFEFFFOO=1\n# caf\u00e9 \u20ac\u0085\r\n" + ALL_BUT_LAST)
            .getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(directory.resolve(".env"), odd);
    assertThat(EnvRepair.repair(file)).isInstanceOf(Mended.class);
    assertThat(Files.readString(file))
        .isEqualTo(
            "\uFEFF# FOO=1\n# caf\u00e9 \u20ac\u0085\r\n"
                + ALL_BUT_LAST
                + "HEALTH_CHECK_RETRIES=3\r\n");
  }

  @Test
  void keepsACopyAndNeverWritesOverOne() throws IOException {
    for (int i = 0; i < 3; i++) {
      Path file = file(ALL_BUT_LAST + "# " + i + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      String name = ".env.bak" + (i == 0 ? "" : "." + i);
      assertThat(((Mended) EnvRepair.repair(file)).steps())
          .containsExactly(
              "kept a copy: " + directory.toRealPath().resolve(name),
              "added HEALTH_CHECK_RETRIES=3");
      assertThat(directory.resolve(name)).content().isEqualTo(ALL_BUT_LAST + "# " + i + "\n");
      for (Path each : List.of(file, directory.resolve(name))) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .isEqualTo("rw-r-----");
      }
    }
    assertThat(names()).containsExactly(".env", ".env.bak", ".env.bak.1", ".env.bak.2");
  }

  @Test
  void leavesACompleteFileAlone() throws IOException {
    Path file = file(EnvFileTest.SAMPLE);
    assertThat(EnvRepair.repair(file)).isEqualTo(new Mended(List.of("nothing to do")));
    assertThat(names()).containsExactly(".env");
  }

  @Test
  void mendsTheFileThatALinkLeadsTo() throws IOException {
    Path real = Files.writeString(directory.resolve("real"), ALL_BUT_LAST);
    Path link = Files.createSymbolicLink(directory.resolve(".env"), real);
    assertThat(EnvRepair.repair(link)).isInstanceOf(Mended.class);
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(real).content().endsWith("RETRIES=3\n");
  }

  @Test
  void touchesNothingWhereALineCantBeRead() throws IOException {
    Path file = file(ALL_BUT_LAST + "FOO='\nBAR=$(id)\n");
    assertThat(EnvRepair.repair(file))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problems()).hasSize(2));
    assertThat(names()).containsExactly(".env");
  }

  @Test
  void isForThatFormatOnly() throws IOException {
    Path file = file("[[pool]]\nname = \"main\"\n");
    assertThat(EnvRepair.repair(file))
        .isEqualTo(
            new Refused(
                List.of(file + ": is no Port Relay .env: mend it by hand, as `adit check` says")));
    assertThat(EnvRepair.repair(directory.resolve("none"))).isInstanceOf(Refused.class);
  }

  @Test
  void saysSoWhereItCantWrite() throws IOException {
    Path file = file(ALL_BUT_LAST);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeThat(Files.isWritable(directory)).as("root may write anywhere").isFalse();
      assertThatThrownBy(() -> EnvRepair.repair(file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ": can't be mended (");
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertThat(file).content().isEqualTo(ALL_BUT_LAST);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }
}
