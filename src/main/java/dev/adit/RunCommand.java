package dev.adit;

import dev.adit.admin.Rereading;
import dev.adit.config.AditConfig;
import dev.adit.config.LoadResult;
import dev.adit.host.Heartbeat;
import dev.adit.host.NotifySocket;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description = "Serve as a configuration file says, until SIGTERM or SIGINT; SIGHUP rereads it.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: adit run -c adit.toml"})
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  private final AtomicReference<@Nullable Gateway> serving = new AtomicReference<>();
  private final NotifySocket supervisor = NotifySocket.of(System.getenv());

  private final LogFile logFile = new LogFile();

  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      description =
          "the file: native TOML, the config.json of Karoo, a Port Relay .env, or a settings.py of"
              + " the Python tap")
  private Path file;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  RunCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    return switch (UsableConfig.load(file)) {
      case LoadResult.Refused(var problems) -> {
        problems.forEach(spec.commandLine().getErr()::println);
        yield ExitCode.USAGE;
      }
      case LoadResult.Loaded(_, var config, var notices) -> {
        logFile.use(config.log());
        notices.forEach(LOG::warn);
        int exit = serve(config);
        logFile.close();
        yield exit;
      }
    };
  }

  private int serve(AditConfig config) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    Signals.on("HUP", () -> reread());
    Signals.on("TERM", stop::countDown);
    Signals.on("INT", stop::countDown);
    Gateway gateway = new Gateway(config, Path.of("."), this::reread);
    List<String> served;
    try {
      served = gateway.start();
    } catch (IOException failed) {
      spec.commandLine().getErr().println("adit: " + failed.getMessage());
      return ExitCode.SOFTWARE;
    }
    serving.set(gateway);
    PrintWriter out = spec.commandLine().getOut();
    String ready = "ready: " + String.join(", ", served);
    out.println(ready);
    out.flush();
    if (config.log().file() != null) { // which does not get what is printed
      LOG.info("serving {}", String.join(", ", served));
    }
    supervisor.ready(ready);
    try (Heartbeat _ = Heartbeat.start(supervisor, () -> gateway.view(false) != null);
        HeapKeeper _ = HeapKeeper.start()) {
      stop.await();
    }
    supervisor.stopping();
    gateway.stop();
    return ExitCode.OK;
  }

  /// A file that is wrong anywhere changes nothing; nor does one that comes before we serve. One
  /// after another, so that what is in force is what was read last.
  private synchronized Rereading.Outcome reread() {
    Gateway gateway = serving.get();
    if (gateway == null) {
      return new Rereading.Outcome(false, List.of("not serving yet"));
    }
    supervisor.reloading();
    Rereading.Outcome outcome =
        switch (UsableConfig.load(file)) {
          case LoadResult.Refused(var problems) -> new Rereading.Outcome(false, problems);
          case LoadResult.Loaded(_, var read, var notices) -> {
            notices.forEach(LOG::warn);
            Rereading.Outcome reloaded = gateway.reload(read);
            if (reloaded.applied()) {
              logFile.use(read.log());
            }
            yield reloaded;
          }
        };
    tell(outcome);
    supervisor.ready(
        outcome.applied() ? "serving" : "serving; a reload was refused: " + outcome.lines());
    return outcome;
  }

  private void tell(Rereading.Outcome outcome) {
    if (!outcome.applied()) {
      LOG.warn("{} was not reloaded, nothing has changed:", file);
      outcome.lines().forEach(LOG::warn);
    } else if (outcome.lines().isEmpty()) {
      LOG.info("the configuration says the same as before");
    } else {
      outcome.lines().forEach(change -> LOG.info("reloaded: {}", change));
    }
  }
}
