package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script `adit` of a distribution whose Java says what it was started with.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String RELAY = "[[listener]]\nname = \"web\"\n  mode = \"tcp\" # bytes\n";

  @TempDir private Path home;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  LauncherTest() {}

  @BeforeEach
  void aDistribution() throws Exception {
    program("bin/adit", Files.readString(Path.of("adit")));
    program("runtime/bin/java", "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.createDirectories(home.resolve("lib"));
    Files.createFile(home.resolve("lib/adit.jar"));
    Files.createFile(home.resolve("lib/adit.aot"));
    Files.createFile(home.resolve("lib/relay.aot"));
  }

  private void program(String name, String text) throws Exception {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(Files.writeString(file, text).toFile().setExecutable(true)).isTrue();
  }

  private List<String> startedWith(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/adit").toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("ADIT_"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  private List<String> startedWithConfig(String text) throws Exception {
    return startedWith("run", "-c", Files.writeString(home.resolve("the config"), text).toString());
  }

  private String cache() {
    return cache("adit.aot");
  }

  private String cache(String name) {
    return "-XX:AOTCache=" + home.resolve("lib").resolve(name);
  }

  @Test
  void startsTheJarWithTheCacheAndWhatItWasGiven() throws Exception {
    assertThat(startedWith("version", "a b"))
        .contains(cache(), "-Xms16m", "-Dadit.home=" + home)
        .endsWith("-jar", home.resolve("lib/adit.jar").toString(), "version", "a b")
        .doesNotContain("-Xms8m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RELAY,
        "mode='udp'\n",
        "# mode = \"proxy\"\nmode = \"tcp\"\n",
        "RELAY_1=\"3333;3333;pool.example.com;TCP\"\r\n",
        "export RELAY_12 = 1;2;h\n"
      })
  void relaysAloneHaveASmallerCache(String text) throws Exception {
    assertThat(startedWithConfig(text))
        .doesNotContain(cache())
        .contains(cache("relay.aot"), "-Xms8m");
  }

  @Test
  void startsWithoutACacheWhereThereIsNone() throws Exception {
    Files.delete(home.resolve("lib/relay.aot"));
    assertThat(startedWithConfig(RELAY))
        .contains("-Xms8m")
        .noneMatch(it -> it.contains("AOTCache"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RELAY + "[[listener]]\nmode = \"proxy\"\n",
        RELAY + "[[listener]]\nmode = 'tap'\n",
        RELAY + "[[pool]]\n",
        "{ \"upstream\": {} }",
        ""
      })
  void allElseStartsWithTheCache(String text) throws Exception {
    assertThat(startedWithConfig(text)).contains(cache()).doesNotContain("-Xms8m");
  }

  @Test
  void findsTheConfigurationHoweverItIsNamed() throws Exception {
    Path file = Files.writeString(home.resolve("a b.toml"), RELAY);
    for (String option : List.of("-c" + file, "-c=" + file, "--config=" + file)) {
      assertThat(startedWith("run", option)).as(option).contains("-Xms8m");
    }
    assertThat(startedWith("run", "--config", file.toString())).contains("-Xms8m");
    assertThat(startedWith("check", "-c", file.toString())).contains(cache());
    assertThat(startedWith("run", "-c")).contains(cache());
  }
}
