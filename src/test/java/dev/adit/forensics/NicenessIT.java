package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NicenessIT {
  @Test
  void isThatOfTheThreadThatAskedForIt() throws Exception {
    int before = nice();
    int patient =
        onItsOwn(
            () -> {
              assertThat(Niceness.of(Niceness.PATIENT)).isTrue();
              return nice();
            });
    assertThat(patient).isEqualTo(Niceness.PATIENT);
    assertThat(nice()).isEqualTo(before);
  }

  private static int onItsOwn(Callable<Integer> task) throws Exception {
    FutureTask<Integer> done = new FutureTask<>(task);
    Thread.ofPlatform().start(done);
    return done.get();
  }

  /// The nineteenth word, counted behind the name, which may have blanks in it.
  private static int nice() throws Exception {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
  }
}
