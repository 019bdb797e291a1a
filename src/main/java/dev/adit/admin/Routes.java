package dev.adit.admin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every path of the HTTP port, and the guard in front of them.
final class Routes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final Access access;
  private final LiveState state;
  private final @Nullable DebugPages debug;
  private final Penance penance = new Penance(1_000);
  private @Nullable MetricsPage metrics;

  /// @param debug null where there is to be none
  Routes(Access access, LiveState state, @Nullable DebugPages debug) {
    this.access = access;
    this.state = new LatestView(state);
    this.debug = debug;
  }

  void addTo(RoutesConfig routes) {
    routes.before(this::guard);
    routes.get("/healthz", request -> request.result("ok"));
    routes.get("/readyz", this::readiness);
    routes.get("/status", this::status);
    routes.get("/metrics", this::metrics);
    if (debug != null) {
      debug.addTo(routes);
    }
    routes.error(404, request -> request.contentType("text/plain").result("not found\n"));
    routes.exception(Exception.class, Routes::fault);
  }

  private void guard(Context request) {
    String address = request.req().getRemoteAddr();
    request.header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff");
    if (request.header("Authorization") != null && penance.isFull(address)) {
      stop(request, 429, "too many wrong passwords: wait a second\n");
      return;
    }
    switch (access.decide(need(request.path()), asRequest(request))) {
      case YES -> {}
      case ASK -> ask(request);
      case WRONG -> {
        request.skipRemainingHandlers();
        request.future(() -> penance.serve(address).thenRun(() -> ask(request)));
      }
      case HIDE -> stop(request, 404, "not found\n");
    }
  }

  private static Access.Need need(String path) {
    return path.startsWith("/debug") ? Access.Need.INSPECT : Access.Need.READ;
  }

  private static Access.Request asRequest(Context request) {
    return new Access.Request(
        InetAddress.ofLiteral(request.req().getRemoteAddr()).isLoopbackAddress(),
        request.header("Host"),
        request.header("X-Forwarded-For") != null || request.header("Forwarded") != null,
        request.header("Authorization"));
  }

  private static void ask(Context request) {
    request.header("WWW-Authenticate", "Basic realm=\"adit\", charset=\"UTF-8\"");
    stop(request, 401, "user and password, please\n");
  }

  private static void stop(Context request, int status, String text) {
    request.status(status).contentType("text/plain").result(text);
    request.skipRemainingHandlers();
  }

  private void readiness(Context request) {
    Readiness readiness = Readiness.of(state.view(false));
    request.status(readiness.ready() ? 200 : 503).result(readiness.text());
  }

  private void status(Context request) {
    GatewayView view = state.view(true);
    if (view == null) {
      busy(request);
      return;
    }
    request.contentType("application/json");
    StatusPage.write(view, Instant.now(), request.outputStream());
  }

  private void metrics(Context request) {
    GatewayView view = state.view(false);
    if (view == null) {
      busy(request);
      return;
    }
    request.contentType(MetricsPage.CONTENT_TYPE).result(metricsPage().text(view));
  }

  private synchronized MetricsPage metricsPage() {
    if (metrics == null) {
      metrics = new MetricsPage();
    }
    return metrics;
  }

  private static void busy(Context request) {
    stop(request, 503, Readiness.of(null).text() + "\n");
  }

  private static void fault(Exception failure, Context request) {
    LOG.error("{} failed", request.path(), failure);
    request.status(500).contentType("text/plain").result("internal error\n");
  }

  @Override
  public synchronized void close() {
    if (metrics != null) {
      metrics.close();
    }
  }
}
