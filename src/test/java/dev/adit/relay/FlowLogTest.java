package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.adit.config.HostPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FlowLogTest {
  private static final HostPort TARGET = new HostPort("192.0.2.1", 80);

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.adit.relay");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final FlowLog log = new FlowLog();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(lines);
  }

  @Test
  void beginsEachLineWithTheListenerAndThatAlone() {
    FlowView flow = new FlowView("10.0.0.1", "10.0.0.1:5", TARGET.toString(), 7, 8, 1_500_000_000L);
    log.ended("web", flow, FlowEnd.CLOSED, "");
    log.health("web", TARGET, "no answer");
    log.health("web", TARGET, null);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "web: 10.0.0.1:5 -> 192.0.2.1:80, 7 bytes there, 8 back, 1.500 s, closed",
            "web: 192.0.2.1:80 is down: no answer",
            "web: 192.0.2.1:80 is up");
  }
}
