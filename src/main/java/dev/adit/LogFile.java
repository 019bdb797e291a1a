package dev.adit;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import dev.adit.config.LogConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// The file that the log goes to as well, where the configuration names one. A thread of its own
/// writes it, and whoever logs never waits for it: what does not fit into its queue, or on the
/// disk, is missing in the file; of the queue the file says so.
final class LogFile implements AutoCloseable {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LogFile.class);
  private static final String PATTERN = "[%d{yyyy-MM-dd HH:mm:ss}] %msg%n";
  private static final String MISSING = "log.file: {} lines came too fast and are missing in it";
  private static final int QUEUE = 8192;

  private @Nullable LogConfig config;
  private @Nullable Queue open;

  /// From now on writes as it says. A file that can't be written is warned of, and done without; to
  /// be told the same again is to try again.
  synchronized void use(LogConfig next) {
    if (open != null && next.equals(config)) {
      return;
    }
    close();
    config = next;
    Path file = next.file();
    if (file == null) {
      return;
    }
    try {
      tryOut(file);
    } catch (IOException unusable) {
      LOG.warn("log.file: {} {}, so nothing is written there", file, inWords(unusable));
      return;
    }
    LoggerContext log = root().getLoggerContext();
    Queue queue = new Queue(log, file(log, file, next));
    root().addAppender(queue);
    open = queue;
  }

  /// What is queued is still written, within a second.
  @Override
  public synchronized void close() {
    Queue queue = open;
    open = null;
    if (queue != null) {
      root().detachAppender(queue);
      queue.stop();
      long untold = queue.untold.get();
      if (untold > 0) {
        LOG.warn(MISSING, untold);
      }
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /// Logback tells nobody that it could not open a file.
  private static void tryOut(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
  }

  private static String inWords(IOException unusable) {
    return unusable instanceof AccessDeniedException
        ? "can't be written: give this user the right to"
        : "can't be written (%s)".formatted(unusable);
  }

  private static RollingFileAppender<ILoggingEvent> file(
      LoggerContext log, Path path, LogConfig config) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(log);
    encoder.setPattern(PATTERN);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(log);
    file.setName("log.file");
    file.setFile(path.toString());
    file.setEncoder(encoder);
    SetAside rolling = new SetAside(path, config.maxFiles());
    rolling.setContext(log);
    rolling.setParent(file);
    rolling.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(log);
    size.setMaxFileSize(new FileSize(config.maxSizeBytes()));
    size.setCheckIncrement(Duration.buildByMilliseconds(0)); // look before every line
    size.start();
    file.setRollingPolicy(rolling);
    file.setTriggeringPolicy(size);
    file.start();
    return file;
  }

  /// Drops what does not fit, and says how many lines that were where they are missing, once there
  /// is room again.
  private static final class Queue extends AsyncAppender {
    private final AtomicLong untold = new AtomicLong();

    Queue(LoggerContext log, RollingFileAppender<ILoggingEvent> file) {
      setContext(log);
      setName("log.file queue");
      setQueueSize(QUEUE);
      setDiscardingThreshold(0);
      setNeverBlock(true);
      addAppender(file);
      start();
    }

    @Override
    protected void append(ILoggingEvent event) {
      int room = getRemainingCapacity();
      if (room == 0) {
        untold.incrementAndGet();
        return;
      }
      // Not as soon as there is any, or a crowd of lines would alternate with such news.
      if (room > QUEUE / 2 && untold.get() > 0) {
        super.append(news(untold.getAndSet(0)));
      }
      super.append(event);
    }

    private static ILoggingEvent news(long lines) {
      Logger log = (Logger) LOG;
      return new LoggingEvent(
          Queue.class.getName(), log, Level.WARN, MISSING, null, new Object[] {lines});
    }
  }
}
