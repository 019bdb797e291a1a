package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import dev.adit.config.LogConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogFileTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("a test");
  private static final long SIZE = 1 << 16;

  private final LogFile file = new LogFile();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Appender<ILoggingEvent> standardError = root.getAppender("stderr");

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  LogFileTest() {}

  @BeforeEach
  void keepStandardErrorQuiet() {
    root.detachAppender(standardError);
  }

  @AfterEach
  void leaveNothingOpen() {
    file.close();
    root.addAppender(standardError);
  }

  private static void log(String line) {
    LOG.warn(line);
  }

  private Path path() {
    return directory.resolve("logs (100%d)").resolve("relay.log");
  }

  @Test
  void makesItsDirectoryAndWritesOnlyTimeAndText() throws IOException {
    file.use(new LogConfig(path(), SIZE, 2));
    log("flow relay-1 ended");
    file.close();
    assertThat(Files.readString(path()))
        .matches("\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d] flow relay-1 ended\n");
  }

  @Test
  void goesOnWhereItEndedTheLastTime() throws IOException {
    for (String line : List.of("one", "two")) {
      file.use(new LogConfig(path(), SIZE, 2));
      log(line);
      file.close();
    }
    assertThat(Files.readAllLines(path())).hasSize(2);
  }

  @Test
  void keepsSoManyFilesOfThatSizeAndNoMore() throws IOException {
    file.use(new LogConfig(path(), SIZE, 2));
    String line = "x".repeat(4000);
    for (int i = 0; i < 100; i++) {
      log(line);
    }
    file.close();
    try (Stream<Path> files = Files.list(directory.resolve("logs (100%d)"))) {
      assertThat(files.toList())
          .extracting(it -> it.getFileName().toString())
          .containsExactlyInAnyOrder("relay.log", "relay.log.1", "relay.log.2");
    }
    assertThat(Files.size(path().resolveSibling("relay.log.1"))).isBetween(SIZE, SIZE + 5000);
  }

  @Test
  void writesElsewhereOrNowhereWhenToldSo() throws IOException {
    Path other = directory.resolve("other.log");
    file.use(new LogConfig(path(), SIZE, 2));
    log("one");
    file.use(new LogConfig(other, SIZE, 2));
    log("two");
    file.use(new LogConfig(null, SIZE, 2));
    log("three");
    assertThat(Files.readString(path())).contains("one").doesNotContain("two");
    assertThat(Files.readString(other)).contains("two").doesNotContain("one", "three");
  }

  @Test
  void warnsOfAFileThatCantBeWrittenAndTriesAgainWhenToldAgain() throws IOException {
    LogConfig config = new LogConfig(path(), SIZE, 2);
    Path inTheWay = Files.createFile(path().getParent());
    List<String> said = during(() -> file.use(config));
    assertThat(said).hasSize(1);
    assertThat(said.getFirst())
        .startsWith("log.file: " + path() + " can't be written (")
        .endsWith("), so nothing is written there");
    Files.delete(inTheWay);
    file.use(config);
    log("now");
    file.close();
    assertThat(Files.readString(path())).contains("now");
  }

  @Test
  void leavesOutWhatTheDiskHasNoRoomFor() {
    Path full = Path.of("/dev/full");
    assumeThat(Files.isWritable(full)).isTrue();
    List<String> said =
        during(
            () -> {
              file.use(new LogConfig(full, SIZE, 2));
              for (int i = 0; i < 1000; i++) {
                LOG.warn("a line");
              }
              file.close();
            });
    assertThat(said).hasSizeGreaterThanOrEqualTo(1000).contains("a line");
  }

  @Test
  @Timeout(60)
  void saysHowManyLinesAreMissingWhereTheyAre() throws Exception {
    file.use(new LogConfig(path(), 1L << 24, 2));
    AsyncAppender queue = (AsyncAppender) root.getAppender("log.file queue");
    CountDownLatch slow = new CountDownLatch(1);
    queue.getAppender("log.file").addFilter(after(slow));
    // The queue is filled twice at most: the writer may take all of it once before it waits.
    for (int i = 0; i < 20_000; i++) {
      log("much");
    }
    slow.countDown();
    Eventually.holds(() -> queue.getNumberOfElementsInQueue() == 0);
    log("then");
    log("more");
    file.close();
    List<String> lines =
        Files.readAllLines(path()).stream()
            .map(line -> line.substring(line.indexOf("] ") + 2))
            .toList();
    long written = lines.stream().filter("much"::equals).count();
    // Where the writer begins late there is room in between, and it is told there, too.
    Matcher told =
        Pattern.compile("(?m)^log\\.file: (\\d+) lines came too fast and are missing in it$")
            .matcher(String.join("\n", lines));
    long missing = told.results().mapToLong(it -> Long.parseLong(it.group(1))).sum();
    assertThat(missing).isPositive().isEqualTo(20_000 - written);
    assertThat(lines.subList(lines.size() - 2, lines.size())).containsExactly("then", "more");
  }

  private static Filter<ILoggingEvent> after(CountDownLatch go) {
    return new Filter<>() {
      @Override
      public FilterReply decide(ILoggingEvent event) {
        try {
          go.await();
        } catch (InterruptedException over) {
          Thread.currentThread().interrupt();
        }
        return FilterReply.NEUTRAL;
      }
    };
  }

  /// What the log says elsewhere meanwhile.
  private List<String> during(Runnable what) {
    ListAppender<ILoggingEvent> list = new ListAppender<>();
    list.start();
    root.addAppender(list);
    try {
      what.run();
    } finally {
      root.detachAppender(list);
    }
    return list.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
