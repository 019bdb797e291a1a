package dev.adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class QuietLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("quiet");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private long nowNanos;
  private final QuietLog log = new QuietLog(logger, Level.WARN, 2, () -> nowNanos);

  @BeforeEach
  void listen() {
    logger.setAdditive(false);
    logger.addAppender(lines);
    lines.start();
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  @Test
  void saysSoManyLinesAMinuteAndCountsTheRest() {
    IntStream.rangeClosed(1, 5).forEach(i -> log.say("line " + i));
    nowNanos += TimeUnit.SECONDS.toNanos(60);
    log.say("line 6");
    log.say("line 7");
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "line 1", "line 2", "line 6 (3 such lines were held back before)", "line 7");
  }
}
