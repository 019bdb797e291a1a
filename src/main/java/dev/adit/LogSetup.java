package dev.adit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;

/// Sets the log up: to standard error, since standard output belongs to the commands' answers; at
/// the level that the environment variable `ADIT_LOG_LEVEL` names, else `INFO`. A class instead of
/// Logback's XML because reading that takes a quarter of a second. Found as a service.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
  private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{0} %msg%n";

  /// These tell at INFO what concerns their developers.
  private static final List<String> CHATTY = List.of("io.netty", "org.eclipse.jetty");

  @Override
  public ExecutionStatus configure(LoggerContext log) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(log);
    encoder.setPattern(PATTERN);
    encoder.start();
    ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
    standardError.setContext(log);
    standardError.setName("stderr");
    standardError.setTarget("System.err");
    standardError.setEncoder(encoder);
    standardError.start();
    Logger root = log.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(standardError);
    root.setLevel(Level.toLevel(System.getenv("ADIT_LOG_LEVEL"), Level.INFO));
    CHATTY.forEach(name -> log.getLogger(name).setLevel(Level.WARN));
    // Out of file descriptors it warns of each try to accept, without a pause.
    log.getLogger("org.eclipse.jetty.io.ManagedSelector").setLevel(Level.OFF);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
