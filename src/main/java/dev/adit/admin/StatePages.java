package dev.adit.admin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// `/status` and `/api/v1/relays`: what goes on now.
final class StatePages {
  private static final int MOST_WORKERS = 1_000;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final LiveState state;

  StatePages(LiveState state) {
    this.state = state;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/status", this::status);
    routes.get("/api/v1/relays", this::relays);
  }

  private void status(Context request) {
    String top = request.queryParam("top");
    if (top != null && !top.matches("\\d{1,4}")) {
      Routes.refuse(request, 400, "top: write a number from 0 to " + MOST_WORKERS);
      return;
    }
    GatewayView view = view(top == null, request);
    if (view == null) {
      return;
    }
    request.contentType("application/json");
    if (top == null) {
      StatusPage.write(view, Instant.now(), request.outputStream());
    } else {
      int workers = Math.min(MOST_WORKERS, Integer.parseInt(top));
      StatusPage.writeTop(view, workers, Instant.now(), request.outputStream());
    }
  }

  private void relays(Context request) {
    GatewayView view = view(false, request);
    if (view == null) {
      return;
    }
    request.contentType("application/json");
    try (JsonGenerator json =
        FACTORY.createGenerator(ObjectWriteContext.empty(), request.outputStream())) {
      json.writeStartArray();
      for (RelayState relay : view.relays()) {
        json.writeStartObject();
        RelayJson.whole(relay, json);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  /// Null where there is none, and that has been answered.
  private @Nullable GatewayView view(boolean withMiners, Context request) {
    GatewayView view = state.view(withMiners);
    if (view == null) {
      Routes.busy(request);
    }
    return view;
  }
}
