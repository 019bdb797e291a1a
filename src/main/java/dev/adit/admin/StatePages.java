package dev.adit.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// `/status` and `/api/v1/relays`: what goes on now.
final class StatePages {
  private static final int MOST_WORKERS = 1_000;

  private final LiveState state;

  StatePages(LiveState state) {
    this.state = state;
  }

  void addTo(Paths paths) {
    paths.add("GET", "/status", this::status);
    paths.add("GET", "/api/v1/relays", this::relays);
  }

  private void status(Exchange request) {
    String top = request.query("top");
    if (top != null && !top.matches("\\d{1,4}")) {
      Routes.refuse(request, 400, "top: write a number from 0 to " + MOST_WORKERS);
      return;
    }
    GatewayView view = view(top == null, request);
    if (view == null) {
      return;
    }
    if (top == null) {
      StatusPage.write(view, Instant.now(), request.jsonOut());
    } else {
      int workers = Math.min(MOST_WORKERS, Integer.parseInt(top));
      StatusPage.writeTop(view, workers, Instant.now(), request.jsonOut());
    }
  }

  private void relays(Exchange request) {
    GatewayView view = view(false, request);
    if (view == null) {
      return;
    }
    try (JsonGenerator json = request.json()) {
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
  private @Nullable GatewayView view(boolean withMiners, Exchange request) {
    GatewayView view = state.view(withMiners);
    if (view == null) {
      Routes.busy(request);
    }
    return view;
  }
}
