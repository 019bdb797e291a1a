package dev.adit.admin;

import java.io.IOException;
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

  void addTo(Paths paths) {
    paths.add("GET", "/debug", request -> request.text(INDEX));
    paths.add("GET", "/debug/threads", request -> request.text(ThreadDump.text()));
    paths.add("GET", "/debug/flight", this::flight);
  }

  private void flight(Exchange request) throws IOException {
    int seconds = seconds(request.query("seconds"));
    if (seconds < 1 || seconds > FlightRecorder.MOST_SECONDS) {
      request.status(400).text("seconds: 1 to " + FlightRecorder.MOST_SECONDS + "\n");
    } else if (!recorder.take()) {
      request.status(409).text("a recording is running: try again in a minute\n");
    } else {
      send(recorder.record(seconds).join(), request);
    }
  }

  private static void send(Path file, Exchange request) throws IOException {
    request.type("application/octet-stream");
    request.header("Content-Disposition", "attachment; filename=\"adit.jfr\"");
    try {
      Files.copy(file, request.out());
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
