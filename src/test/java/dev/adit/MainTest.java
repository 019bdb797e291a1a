package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsItsVersionAndJavas() {
    assertThat(run("version")).isZero();
    assertThat(out.toString())
        .matches("adit \\d+\\.\\d+\\.\\d+\\S*\\R" + "Java \\d+.*\\R")
        .doesNotContain("${");
  }

  @Test
  void wrongUsageIsExplainedAndExitsWithTwo() {
    assertThat(run("version", "--colour")).isEqualTo(2);
    assertThat(err.toString()).startsWith("adit: ").contains("--colour").contains("adit version");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void noCommandAtAllIsWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("adit --help");
  }

  @Test
  void aFailureIsOneLineAndExitsWithOne() {
    assertThat(run("break")).isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines("adit: the roof fell in");
  }

  @Test
  @Timeout(60)
  void figuresLookTheSameInEveryLocale(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("adit.toml"), "\n\n[[pool]\n");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.adit.Main",
                "check",
                "-c",
                file.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("line 4, column 1");
  }

  private int run(String... args) {
    return Main.commandLine()
        .addSubcommand(new BreakCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @Command(name = "break")
  static final class BreakCommand implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("the roof fell in");
    }
  }
}
