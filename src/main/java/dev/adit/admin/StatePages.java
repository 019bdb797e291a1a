package dev.adit.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// `/status` and `/api/v1/relays`: what goes on now.
final class StatePages {

  private final LiveState state;

  StatePages(LiveState state) {
    this.state = state;
  }

  void addTo(Paths paths) {
    paths.add("GET", "/status", this::status);
    paths.add("GET", "/api/v1/relays", this::relays);
  }

  private void status(Exchange request) {
    if (TopParameter.isRefused(request)) {
      return;
    }
    boolean whole = !TopParameter.isThere(request);
    GatewayView view = view(whole, request);
    if (view == null) {
      return;
    }
    if (whole) {
      StatusPage.write(view, Instant.now(), request.jsonOut());
    } else {
      StatusPage.writeTop(view, TopParameter.of(request), Instant.now(), request.jsonOut());
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
