package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final String HOSTILE = "not UTF-8: \u00ff\u0000, and a tab\t";

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // JUnit sets the annotated field
  JournalTest() {}

  private Journal journal(long mostBytes) {
    return new Journal(new FileRoom(directory, mostBytes, 3));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.sorted().toList();
    }
  }

  private static List<JournalEntry> entries(Path file) throws IOException {
    List<JournalEntry> all = new ArrayList<>();
    assertThat(new JournalCheck().read(file, all::add).broken()).isNull();
    return all;
  }

  /// A journal of one file: a conversation with a good share, closed.
  private Path written() throws IOException {
    Journal journal = journal(1 << 20);
    Talk talk = Talk.with(journal).begun().goodShare();
    talk.after(Duration.ofSeconds(3));
    talk.end();
    journal.close();
    return files().getFirst();
  }

  private static List<byte[]> lines(Path file) throws IOException {
    List<byte[]> all = new ArrayList<>();
    try (FramedLines lines = new FramedLines(new FileInputStream(file.toFile()))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        all.add(line);
      }
    }
    return all;
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }

  private static byte[] compressed(byte[] bytes) {
    ZstdCompressor zstd = new ZstdCompressor();
    byte[] out = new byte[zstd.maxCompressedLength(bytes.length)];
    return Arrays.copyOf(out, zstd.compress(bytes, 0, bytes.length, out, 0, out.length));
  }

  /// A frame of one block as it is: it takes no time.
  private static byte[] stored(byte[] bytes) {
    ByteBuffer frame = ByteBuffer.allocate(12 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(0xfd2fb528).put((byte) 0xa0).putInt(bytes.length);
    int block = bytes.length << 3 | 1;
    return frame.putShort((short) block).put((byte) (block >> 16)).put(bytes).array();
  }

  private String broken(List<byte[]> lines) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      all.writeBytes(line);
      all.write('\n');
    }
    return broken(stored(all.toByteArray()));
  }

  private String broken(byte[] content) throws IOException {
    Path changed = directory.resolve("changed.zst");
    Files.write(changed, content);
    String why = new JournalCheck().verify(changed).broken();
    return why == null ? "" : why;
  }

  @Test
  void holdsEveryLineToTheByte() throws IOException {
    Journal journal = journal(1 << 20);
    Talk talk = Talk.with(journal);
    talk.miner("{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"é\u0001\"]}\r");
    byte[] hostile = (HOSTILE + "\n").getBytes(StandardCharsets.ISO_8859_1);
    talk.bytes(Party.POOL, hostile).afterGap(Party.MINER, "half").miner("whole");
    talk.clocked(-12).end();
    journal.close();
    List<JournalEntry> all = entries(files().getFirst());
    assertThat(all.stream().map(it -> it.getClass().getSimpleName()))
        .containsExactly(
            "Header", "Began", "Line", "Line", "Missed", "LeftOut", "Line", "Clock", "Ended",
            "Stopped");
    List<byte[]> said =
        all.stream()
            .filter(JournalEntry.Line.class::isInstance)
            .map(it -> ((JournalEntry.Line) it).bytes)
            .toList();
    assertThat(said.get(0))
        .isEqualTo(
            "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"é\u0001\"]}\r"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(said.get(1)).isEqualTo(HOSTILE.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(said.get(2)).asString().isEqualTo("whole");
    assertThat(((JournalEntry.Began) all.get(1)).facts())
        .isEqualTo(Talk.call("192.0.2.1:5000", "main"));
  }

  @Test
  void isNotForEverybodyToRead() throws IOException {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    assertThat(Files.getPosixFilePermissions(written()))
        .doesNotContain(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
  }

  @Test
  void keepsNoPassword() throws IOException {
    Path file = written();
    String text = String.join("\n", lines(file).stream().map(JournalTest::text).toList());
    assertThat(text).contains("\"masked\":true", "[\\\"wallet.rig1\\\",\\\"***\\\"]");
    assertThat(text).doesNotContain("\\\"x\\\"");
  }

  @Test
  void findsAnyByteThatWasChanged() throws IOException {
    List<byte[]> lines = lines(written());
    assertThat(broken(lines)).isEmpty();
    int end = lines.size() - 1;
    for (int line : new int[] {0, 1, 2, end - 1, end}) {
      for (int at = 0; at < lines.get(line).length; at++) {
        List<byte[]> changed = new ArrayList<>(lines);
        byte[] other = lines.get(line).clone();
        other[at] ^= 1;
        changed.set(line, other);
        assertThat(broken(changed)).as("line %d, byte %d", line, at).contains("line ");
      }
    }
  }

  @Test
  void findsWhatWasRemovedInsertedOrSwapped() throws IOException {
    List<byte[]> lines = lines(written());
    for (int line = 0; line < lines.size() - 1; line++) {
      List<byte[]> removed = new ArrayList<>(lines);
      removed.remove(line);
      assertThat(broken(removed)).startsWith("line " + (line + 1) + " ");
      List<byte[]> twice = new ArrayList<>(lines);
      twice.add(line, lines.get(line));
      assertThat(broken(twice)).startsWith("line " + (line + 2) + " ");
      List<byte[]> swapped = new ArrayList<>(lines);
      swapped.set(line, lines.get(line + 1));
      swapped.set(line + 1, lines.get(line));
      assertThat(broken(swapped)).startsWith("line " + (line + 1) + " ");
    }
  }

  @Test
  void sendsNobodyAStackTraceForADamagedFile() throws IOException {
    Path file = written();
    byte[] good = Files.readAllBytes(file);
    String hash = new JournalCheck().verify(file).hash();
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      byte[] bad = good.clone();
      int at = random.nextInt(bad.length);
      bad[at] ^= (byte) (1 + random.nextInt(255));
      Path changed = directory.resolve("changed.zst");
      Files.write(changed, bad);
      JournalCheck.Finding found = new JournalCheck().verify(changed);
      // A byte of a checksum changes nothing of what is said.
      assertThat(found.broken() != null || found.torn() || found.hash().equals(hash))
          .as("byte %d", at)
          .isTrue();
    }
    for (int length = 0; length < good.length; length += 17) {
      assertThat(broken(Arrays.copyOf(good, length))).isEmpty();
    }
    assertThat(broken("no journal at all".getBytes(StandardCharsets.UTF_8))).contains("Zstandard");
    assertThat(new JournalCheck().verify(directory).broken()).contains("directory");
    assertThat(new JournalCheck().verify(directory.resolve("none")).broken())
        .isEqualTo("no such file");
  }

  @Test
  void losesNoMoreThanTheLastFrameInACrash() throws IOException {
    Path file = written();
    byte[] good = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(good, good.length - 3));
    JournalCheck.Finding torn = new JournalCheck().verify(file);
    assertThat(torn.broken()).isNull();
    assertThat(torn.torn()).isTrue();
    assertThat(torn.lines()).isPositive();
    assertThat(torn.text()).contains("chain intact", "as after a crash");
    Journal next = journal(1 << 20);
    Talk.with(next).begun();
    next.close();
    JournalCheck both = new JournalCheck();
    assertThat(files().stream().map(both::verify)).hasSize(2).allMatch(it -> it.broken() == null);
  }

  @Test
  void isBoundedWhateverAFileUnpacksTo() throws IOException {
    byte[] bomb = compressed(new byte[64 << 20]);
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      many.writeBytes(bomb);
    }
    assertThat(broken(many.toByteArray())).isEqualTo("line 1 is longer than any that Adit writes");
  }

  @Test
  void goesOnFromFileToFileAndKeepsSoMany() throws IOException {
    Journal journal = journal(4_096);
    Talk talk = Talk.with(journal).begun();
    for (int i = 0; i < 60; i++) {
      talk.goodShare().after(Duration.ofSeconds(1));
    }
    journal.close();
    List<Path> files = files();
    assertThat(files).hasSize(4);
    JournalCheck check = new JournalCheck();
    assertThat(files.stream().map(check::verify)).allMatch(it -> it.broken() == null);
    for (Path file : files) {
      assertThat(Files.size(file)).isLessThanOrEqualTo(4_096);
    }
    JournalCheck without = new JournalCheck();
    without.verify(files.get(0));
    assertThat(without.verify(files.get(2)).broken()).contains("does not go on from");
  }

  @Test
  void goesOnWhenItsDirectoryIsThereAgain() throws IOException {
    Path sub = directory.resolve("sub");
    Journal journal = new Journal(new FileRoom(sub, 1 << 20, 3));
    Talk talk = Talk.with(journal).begun().after(Duration.ofSeconds(1));
    try (Stream<Path> all = Files.list(sub)) {
      for (Path file : all.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(sub);
    Files.writeString(sub, "in the way");
    talk.goodShare().after(Duration.ofSeconds(2));
    Files.delete(sub);
    talk.after(Duration.ofSeconds(2)).goodShare();
    journal.close();
    try (Stream<Path> all = Files.list(sub)) {
      List<JournalEntry> said = entries(all.toList().getFirst());
      assertThat(((JournalEntry.Header) said.getFirst()).lost()).isGreaterThanOrEqualTo(2);
      assertThat(((JournalEntry.Began) said.get(1)).carried())
          .isEqualTo(new JournalEntry.Carried(Talk.EXTRANONCE1, 8, Talk.EASY, 0));
    }
  }
}
