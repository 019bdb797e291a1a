package dev.adit.admin;

import dev.adit.guard.Guard;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Every path of the HTTP port.
final class Routes implements AutoCloseable {
  private final Admission admission;
  private final LiveState state;
  private final Rereading rereading;
  private final AlertPages alerts;
  private final Paths paths = new Paths();
  private @Nullable MetricsPage metrics;

  /// @param debug null where there is to be none
  Routes(
      Access access,
      LiveState state,
      Rereading rereading,
      Guard guard,
      @Nullable DebugPages debug) {
    this.admission = new Admission(access);
    this.rereading = rereading;
    this.state = new LatestView(state);
    this.alerts = new AlertPages(state);
    paths.add("GET", "/healthz", request -> request.text("ok"));
    paths.add("GET", "/readyz", this::readiness);
    paths.add("GET", "/metrics", this::metrics);
    paths.add("POST", "/api/v1/reload", this::reload);
    new StatePages(this.state).addTo(paths);
    new AddressPages(guard).addTo(paths);
    alerts.addTo(paths);
    DashboardPages.addTo(paths);
    new MwcPage(guard).addTo(paths);
    if (debug != null) {
      debug.addTo(paths);
    }
  }

  /// On a thread of the request's own, which may wait.
  ///
  /// @throws IOException when whoever asked is gone
  void answer(Exchange request) throws IOException {
    if (!admission.admits(request)) {
      return;
    }
    Paths.Found found = paths.find(request.method(), request.path());
    if (found == null) {
      request.status(404).text("not found\n");
    } else {
      found.page().answer(found.name(), request);
    }
  }

  private void readiness(Exchange request) {
    Readiness readiness = Readiness.of(state.view(false));
    request.status(readiness.ready() ? 200 : 503).text(readiness.text());
  }

  private void reload(Exchange request) {
    Rereading.Outcome outcome = rereading.reread();
    request.status(outcome.applied() ? 200 : 422);
    writeLines(outcome.applied() ? "changes" : "problems", outcome.lines(), request);
  }

  /// What is wrong with a request, as a reload tells it.
  static void refuse(Exchange request, int status, String problem) {
    writeLines("problems", List.of(problem), request.status(status));
  }

  private static void writeLines(String name, List<String> lines, Exchange request) {
    try (JsonGenerator json = request.json()) {
      json.writeStartObject();
      json.writeArrayPropertyStart(name);
      lines.forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void metrics(Exchange request) {
    GatewayView view = state.view(false);
    if (view == null) {
      busy(request);
      return;
    }
    request.type(MetricsPage.CONTENT_TYPE).text(metricsPage().text(view));
  }

  private synchronized MetricsPage metricsPage() {
    if (metrics == null) {
      metrics = new MetricsPage();
    }
    return metrics;
  }

  /// A lane does not answer.
  static void busy(Exchange request) {
    request.status(503).text(Readiness.of(null).text() + "\n");
  }

  @Override
  public synchronized void close() {
    alerts.close();
    if (metrics != null) {
      metrics.close();
    }
  }
}
