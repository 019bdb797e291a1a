package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  @TempDir private Path directory;

  private Path jar() throws IOException {
    Files.createDirectories(directory.resolve("lib"));
    Files.writeString(directory.resolve("lib/netty.jar"), "n");
    return Files.writeString(directory.resolve("adit.jar"), "a");
  }

  private static String script(Program program) throws IOException {
    Program.Part start = Objects.requireNonNull(program.parts().get("bin/adit"));
    assertThat(start.executable()).isTrue();
    return new String(start.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aJarIsInstalledWithItsLibrariesAndAScript() throws IOException {
    Program program = Program.jar(jar(), Path.of("/usr/lib/jvm/java-25"));
    assertThat(program.parts()).containsOnlyKeys("bin/adit", "lib/adit.jar", "lib/lib/netty.jar");
    assertThat(program.warnings()).isEmpty();
    assertThat(script(program)).contains("home=${ADIT_JAVA_HOME:-/usr/lib/jvm/java-25}\n");
  }

  @Test
  void aJavaThatAShellWouldMisreadIsRefused() throws IOException {
    Path jar = jar();
    for (String home : List.of("/opt/o'brien/jdk", "/opt/a}b", "/opt/$HOME", "/opt/a\\b")) {
      assertThatThrownBy(() -> Program.jar(jar, Path.of(home)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(home + ": ");
    }
    assertThat(Program.jar(jar, Path.of("/opt/java 25 (x86)")).parts()).isNotEmpty();
  }

  /// What it is started with is decided in one place: LauncherTest tries it.
  @Test
  void theScriptIsThatOfADistributionButForTheJava() throws IOException {
    Program program = Program.jar(jar(), Path.of("/usr/lib/jvm/java-25"));
    assertThat(script(program).replace("/usr/lib/jvm/java-25", "$distribution/runtime"))
        .isEqualTo(Files.readString(Path.of("adit")));
  }

  @Test
  void warnsOfAJavaThatTheServiceCannotReach() throws IOException {
    assertThat(Program.jar(jar(), Path.of("/home/me/.sdkman/java")).warnings()).hasSize(1);
    assertThat(Program.jar(jar(), Path.of("/root/jdk")).warnings()).hasSize(1);
  }

  @Test
  void aDistributionIsInstalledAsItIs() throws IOException {
    Path home = Files.createDirectories(directory.resolve("adit-1"));
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("runtime/bin"));
    Files.writeString(home.resolve("bin/adit"), "#!").toFile().setExecutable(true);
    Files.writeString(home.resolve("runtime/bin/java"), "j").toFile().setExecutable(true);
    Files.writeString(home.resolve("LICENSE"), "l");
    Program program = Program.distribution(home);
    assertThat(program.inPlace()).isFalse();
    assertThat(program.parts()).containsOnlyKeys("LICENSE", "bin/adit", "runtime/bin/java");
    assertThat(Objects.requireNonNull(program.parts().get("runtime/bin/java")).executable())
        .isTrue();
    assertThat(Objects.requireNonNull(program.parts().get("LICENSE")).executable()).isFalse();
  }

  @Test
  void refusesWhatIsNeither() {
    assertThatThrownBy(() -> Program.distribution(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no bin/adit");
    assertThatThrownBy(() -> Program.jar(directory, directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no jar");
  }
}
