package dev.adit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.BlockFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class BlockLogTest {
  private static final Duration EVER = Duration.ofHours(1);

  @TempDir Path directory;

  @Nested
  class ThatCanWrite {

    @Test
    void hasTheBlockOnDiskBeforeItGoesOn() throws Exception {
      DurableFile file = new DurableFile(directory.resolve("blocks.jsonl"));
      try (BlockLog log = new BlockLog(file, Duration.ofMinutes(1))) {
        writeAndWait(log, block("rig1"));
        assertThat(lines()).hasSize(1);
      }
    }

    @Test
    void keepsEverythingNeededToProveAndClaimIt() throws Exception {
      try (BlockLog log = BlockLog.open(directory)) {
        writeAndWait(log, block("rig \"1\"\n"));
      }
      JsonNode line = new ObjectMapper().readTree(lines().getFirst());
      assertThat(line.propertyNames())
          .containsExactly(
              "time",
              "pool",
              "worker",
              "pool_user",
              "address",
              "hash",
              "pow_hash",
              "difficulty",
              "header",
              "coinbase",
              "job",
              "algorithm",
              "extranonce1",
              "extranonce2",
              "ntime",
              "nonce",
              "merkle_branch");
      assertThat(line.get("worker").stringValue()).isEqualTo("rig \"1\"\n");
      assertThat(line.get("coinbase").stringValue()).isEqualTo("0102aabbcc0304");
      assertThat(line.get("nonce").stringValue()).isEqualTo("0000002a");
      assertThat(line.get("header").stringValue()).hasSize(160);
      assertThat(line.get("merkle_branch")).hasSize(1);
    }

    @Test
    void tellsAtOnceWhatWasFound() {
      try (BlockLog log = BlockLog.open(directory)) {
        log.write(block("rig1"), () -> {});
        assertThat(log.found().latest())
            .extracting(FoundBlocks.Entry::worker)
            .containsExactly("rig1");
      }
    }

    @Test
    void appendsToWhatIsThere() throws Exception {
      try (BlockLog log = BlockLog.open(directory)) {
        writeAndWait(log, block("rig1"));
      }
      try (BlockLog log = BlockLog.open(directory)) {
        writeAndWait(log, block("rig2"));
      }
      assertThat(lines()).hasSize(2);
    }

    @Test
    void doesNotContinueALineThatAFullDiskCutShort() throws Exception {
      Files.writeString(file(), "{\"time\":\"20");
      try (BlockLog log = BlockLog.open(directory)) {
        writeAndWait(log, block("rig1"));
      }
      assertThat(lines()).hasSize(2).last().asString().startsWith("{\"time\":\"").endsWith("}");
    }

    @Test
    void makesTheDirectoryAndANewFileWhereSomeoneTookItAway() throws Exception {
      directory = directory.resolve("new");
      try (BlockLog log = BlockLog.open(directory)) {
        writeAndWait(log, block("rig1"));
        Files.delete(file());
        writeAndWait(log, block("rig2"));
      }
      assertThat(lines()).singleElement().asString().contains("rig2");
    }

    @Test
    void writesWhatIsQueuedBeforeItCloses() throws Exception {
      BlockLog log = BlockLog.open(directory);
      CountDownLatch gone = new CountDownLatch(20);
      for (int i = 0; i < 20; i++) {
        log.write(block("rig" + i), gone::countDown);
      }
      log.close();
      assertThat(lines()).hasSize(20);
      assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Nested
  class ThatCanNotWrite {

    @Test
    void goesOnWhereTheDirectoryIsNone() throws Exception {
      Path inTheWay = Files.createFile(directory.resolve("file"));
      try (BlockLog log = BlockLog.open(inTheWay.resolve("sub"))) {
        writeAndWait(log, block("rig1"));
      }
    }

    @Test
    void goesOnWhereTheDiskIsFull() throws Exception {
      LineSink full =
          line -> {
            throw new IOException("No space left on device");
          };
      try (BlockLog log = new BlockLog(full, EVER)) {
        writeAndWait(log, block("rig1"));
      }
    }

    @Test
    void goesOnOnceWhereTheDiskTakesTooLong() throws Exception {
      CountDownLatch disk = new CountDownLatch(1);
      CountDownLatch twice = new CountDownLatch(2);
      LineSink stuck = line -> awaitQuietly(disk);
      try (BlockLog log = new BlockLog(stuck, Duration.ofMillis(20))) {
        CountDownLatch first = new CountDownLatch(1);
        log.write(
            block("rig1"),
            () -> {
              twice.countDown();
              first.countDown();
            });
        assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();
        disk.countDown();
      }
      assertThat(twice.getCount()).isEqualTo(1);
    }

    @Test
    void goesOnWhereMoreBlocksComeThanTheDiskTakes() throws Exception {
      CountDownLatch disk = new CountDownLatch(1);
      CountDownLatch gone = new CountDownLatch(3);
      try (BlockLog log = new BlockLog(line -> awaitQuietly(disk), EVER)) {
        for (int i = 0; i < 1_004; i++) {
          log.write(block("rig"), gone::countDown);
        }
        assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
        disk.countDown();
      }
    }

    @Test
    void goesOnAfterTheLogIsClosed() throws Exception {
      BlockLog log = BlockLog.open(directory);
      log.close();
      writeAndWait(log, block("rig1"));
    }
  }

  private static void writeAndWait(BlockLog log, BlockFound block) throws InterruptedException {
    CountDownLatch then = new CountDownLatch(1);
    log.write(block, then::countDown);
    assertThat(then.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  private Path file() {
    return directory.resolve("blocks.jsonl");
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file());
  }

  private static BlockFound block(String worker) {
    return SampleBlock.by(worker, 7);
  }
}
