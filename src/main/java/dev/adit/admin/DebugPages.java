package dev.adit.admin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/debug/`: a look into the process. Not there unless the configuration says `pprof`.
final class DebugPages {
  private static final Logger LOG = LoggerFactory.getLogger(DebugPages.class);

  private static final String INDEX =
      """
      /debug/threads            what every thread is doing
      /debug/flight?seconds=10  a flight recording of 1 to 60 seconds, for JDK Mission Control or jfr
      """;

  private final FlightRecorder recorder = new FlightRecorder();

  void addTo(RoutesConfig routes) {
    routes.get("/debug/", request -> request.result(INDEX));
    routes.get("/debug/threads", request -> request.result(ThreadDump.text()));
    routes.get("/debug/flight", this::flight);
  }

  private void flight(Context request) {
    int seconds = seconds(request.queryParam("seconds"));
    if (seconds < 1 || seconds > FlightRecorder.MOST_SECONDS) {
      request.status(400).result("seconds: 1 to " + FlightRecorder.MOST_SECONDS + "\n");
    } else if (!recorder.take()) {
      request.status(409).result("a recording is running: try again in a minute\n");
    } else {
      request.future(() -> recorder.record(seconds).thenAccept(file -> send(file, request)));
    }
  }

  private static void send(Path file, Context request) {
    request.contentType("application/octet-stream");
    request.header("Content-Disposition", "attachment; filename=\"adit.jfr\"");
    try (OutputStream out = request.outputStream()) {
      Files.copy(file, out);
    } catch (IOException gone) {
      LOG.debug("who asked for the recording left", gone);
    } finally {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failure) {
      LOG.warn("{} can't be deleted: {}", file, failure.getMessage());
    }
  }

  private static int seconds(@Nullable String text) {
    try {
      return text == null ? 10 : Integer.parseInt(text);
    } catch (NumberFormatException noNumber) {
      return 0;
    }
  }
}
