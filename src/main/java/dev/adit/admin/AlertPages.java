package dev.adit.admin;

import dev.adit.forensics.Alert;
import dev.adit.forensics.Forensics;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// `/api/v1/alerts`: what was found; as server-sent events where those are asked for.
final class AlertPages implements AutoCloseable {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final LiveState state;
  private final AlertStreams streams = new AlertStreams();

  AlertPages(LiveState state) {
    this.state = state;
  }

  void addTo(Paths paths) {
    paths.add("GET", "/api/v1/alerts", this::alerts);
  }

  private void alerts(Exchange request) {
    if (TopParameter.isRefused(request)) {
      return;
    }
    Forensics now = state.forensics();
    String accept = request.header("Accept");
    if (accept == null || !accept.contains(AlertStreams.TYPE)) {
      list(now, TopParameter.of(request), request);
    } else if (now == null) {
      Routes.refuse(
          request, 404, "nothing is watched: add a listener with mode = \"tap\", or [forensics]");
    } else if (request.isHead()) {
      request.type(AlertStreams.TYPE);
    } else if (!streams.serve(request, now)) {
      Routes.refuse(request, 503, "too many listen already");
    }
  }

  @Override
  public void close() {
    streams.close();
  }

  private static void list(@Nullable Forensics now, int most, Exchange request) {
    try (JsonGenerator json = request.json()) {
      json.writeStartObject();
      json.writeBooleanProperty("watching", now != null);
      if (now != null) {
        ForensicsJson.write(now.view(), now.alerts(), most, json);
      }
      json.writeEndObject();
    }
  }

  static String text(Alert alert) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      ForensicsJson.alert(alert, json);
    }
    return text.toString();
  }
}
