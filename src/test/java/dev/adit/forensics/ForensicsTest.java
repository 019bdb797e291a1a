package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.Eventually;
import dev.adit.aggregate.BlockFound;
import dev.adit.config.ConfigLoader;
import dev.adit.config.ForensicsConfig;
import dev.adit.work.Proof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ForensicsTest {
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  private static Forensics heardBy(Witness.Source source) {
    Forensics made =
        new Forensics(new AlertBook(), new Scoreboard(0, System.nanoTime()), List.of(source));
    made.start();
    return made;
  }

  private void throwing(Error made) throws Exception {
    Witness.Source faulty =
        conversation -> {
          heard.add(conversation.call().miner());
          throw made;
        };
    try (Forensics forensics = heardBy(faulty)) {
      forensics.listen(Talk.call("192.0.2.1:1", "main"));
      forensics.listen(Talk.call("192.0.2.2:2", "main"));
      Eventually.holds(() -> heard.size() == 2);
      assertThat(forensics.faults()).isPositive();
    }
  }

  private static ForensicsConfig in(Path directory) {
    ForensicsConfig is = ConfigLoader.forensicsByDefault();
    return new ForensicsConfig(
        directory,
        List.of(),
        Duration.ofHours(1),
        is.maxNtimeDrift(),
        is.staleJob(),
        is.rapidShare(),
        is.minExtranonce2Size(),
        true,
        true,
        true,
        true,
        is.nearMiss(),
        "",
        List.of(),
        null,
        is.maxFileSizeBytes(),
        is.maxFiles());
  }

  private static List<String> filesWithABlock(Path directory) {
    List<String> found = new ArrayList<>();
    try {
      for (String name : List.of(SessionFile.NAME, ShareFile.NAME, SuspiciousFile.NAME)) {
        Path file = directory.resolve(name);
        String text = Files.exists(file) ? Files.readString(file) : "";
        if (text.contains("BLOCK") || text.contains(",true,")) {
          found.add(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /// Keeps every line that is heard, to be told to somebody else.
  private static Witness repeating(List<Consumer<Ear>> said) {
    return new Witness() {
      @Override
      public void on(Observation seen) {}

      @Override
      public void onLine(Party who, byte[] bytes, int offset, int length, Moment at) {
        byte[] line = Arrays.copyOfRange(bytes, offset, offset + length + 1);
        said.add(ear -> ear.heard(who, line.clone()));
      }
    };
  }

  @Test
  void theProofOfABlockIsGivenAwayBeforeAnyDiskIsWaitedFor(@TempDir Path directory)
      throws Exception {
    List<BlockFound> blocks = Collections.synchronizedList(new ArrayList<>());
    List<String> before = Collections.synchronizedList(new ArrayList<>());
    List<Consumer<Ear>> said = new ArrayList<>();
    Talk talk = Talk.with(_ -> repeating(said));
    talk.begun().job(new JobText("b").nbits(0x1e0fffff).at(talk.now())).share(Proof::block);
    try (Forensics forensics =
        Forensics.of(
            in(directory),
            found -> {
              blocks.add(found);
              before.addAll(filesWithABlock(directory));
            })) {
      forensics.start();
      Ear ear = forensics.listen(Talk.call("192.0.2.1:1", "main"));
      said.forEach(line -> line.accept(ear));
      Eventually.holds(() -> filesWithABlock(directory).size() == 3);
    }
    assertThat(blocks).hasSize(1);
    assertThat(before).isEmpty();
  }

  @Test
  void survivesEveryErrorOfItsOwn() throws Exception {
    throwing(new AssertionError("made up"));
    heard.clear();
    throwing(new StackOverflowError());
    heard.clear();
    throwing(new ExceptionInInitializerError("made up"));
  }
}
