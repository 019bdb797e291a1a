package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedFileTest {
  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // JUnit sets the annotated field
  RotatedFileTest() {}

  private static Moment second(long number) {
    return new Moment(number * 1_000_000_000, number * 1_000, 0);
  }

  private RotatedFile file(Path path) {
    return new RotatedFile(path, 1_024, 2, _ -> "heading\n");
  }

  @Test
  void isAddedToByTheNextRun() throws IOException {
    Path path = directory.resolve("made").resolve("a.txt");
    for (int run = 1; run <= 2; run++) {
      RotatedFile file = file(path);
      file.add("run " + run + "\n", second(run));
      file.close(second(run));
    }
    assertThat(path).hasContent("heading\nrun 1\nrun 2\n");
  }

  @Test
  void isNotForEverybodyToRead() throws IOException {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path path = directory.resolve("made").resolve("a.txt");
    RotatedFile file = file(path);
    file.add("192.0.2.1\n", second(1));
    file.flush(second(1));
    assertThat(Files.getPosixFilePermissions(path))
        .doesNotContain(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    assertThat(Files.getPosixFilePermissions(path.getParent()))
        .doesNotContain(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
  }

  @Test
  void waitsForAFlush() {
    Path path = directory.resolve("a.txt");
    RotatedFile file = file(path);
    file.add("said\n", second(1));
    assertThat(path).doesNotExist();
    file.save(second(1));
    assertThat(path).hasContent("heading\nsaid\n");
  }

  @Test
  void isSetAsideWhenFullAndBoundedInAll() throws IOException {
    Path path = directory.resolve("a.txt");
    RotatedFile file = file(path);
    String line = "x".repeat(99) + "\n";
    for (int i = 0; i < 200; i++) {
      file.add(line, second(i));
      file.flush(second(i));
    }
    try (var all = Files.list(directory)) {
      assertThat(all.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("a.txt", "a.txt.1", "a.txt.2");
    }
    assertThat(Files.size(path)).isLessThanOrEqualTo(1_024);
    assertThat(path.resolveSibling("a.txt.1")).content().startsWith("heading\nx").hasSize(1_008);
  }

  @Test
  void goesOnWhenItsDirectoryIsThereAgain() throws IOException {
    Path path = directory.resolve("sub").resolve("a.txt");
    RotatedFile file = file(path);
    file.add("one\n", second(1));
    file.flush(second(1));
    Files.delete(path);
    Files.delete(path.getParent());
    Files.writeString(path.getParent(), "in the way");
    file.add("two\n", second(2));
    file.flush(second(2));
    Files.delete(path.getParent());
    file.add("three\n", second(3));
    file.flush(second(3));
    assertThat(path).hasContent("heading\nthree\n");
  }

  @Test
  void goesOnWhenTheDiskHasRoomAgain() throws IOException {
    Path full = Path.of("/dev/full");
    assumeFalse(Files.notExists(full), "this system has no /dev/full");
    Path path = directory.resolve("a.txt");
    Files.createSymbolicLink(path, full);
    RotatedFile file = file(path);
    file.add("lost\n", second(1));
    file.flush(second(1));
    Files.delete(path);
    file.add("kept\n", second(2));
    file.flush(second(2));
    assertThat(path).hasContent("heading\nkept\n");
  }

  @Test
  void bearsADirectoryWithoutPermission() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));
    assumeFalse(Files.isWritable(closed), "root may write anywhere");
    RotatedFile file = file(closed.resolve("a.txt"));
    file.add("lost\n", second(1));
    file.flush(second(1));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    file.add("kept\n", second(2));
    file.flush(second(2));
    assertThat(closed.resolve("a.txt")).hasContent("heading\nkept\n");
  }
}
