package dev.adit.admin;

import dev.adit.guard.Guard;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Every path of the HTTP port, and the guard in front of them.
final class Routes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final Set<HandlerType> READING =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  /// The attribute of a request that has been told what is wrong with it.
  private static final String REFUSED = "refused";

  private final Access access;
  private final LiveState state;
  private final Rereading rereading;
  private final StatePages pages;
  private final AddressPages addresses;
  private final AlertPages alerts;
  private final MwcPage mwc;
  private final @Nullable DebugPages debug;
  private final Penance penance = new Penance(1_000);
  private @Nullable MetricsPage metrics;

  /// @param debug null where there is to be none
  Routes(
      Access access,
      LiveState state,
      Rereading rereading,
      Guard guard,
      @Nullable DebugPages debug) {
    this.access = access;
    this.rereading = rereading;
    this.state = new LatestView(state);
    this.pages = new StatePages(this.state);
    this.addresses = new AddressPages(guard);
    this.alerts = new AlertPages(state);
    this.mwc = new MwcPage(guard);
    this.debug = debug;
  }

  void addTo(RoutesConfig routes) {
    routes.before(this::guard);
    routes.get("/healthz", request -> request.result("ok"));
    routes.get("/readyz", this::readiness);
    routes.get("/metrics", this::metrics);
    routes.post("/api/v1/reload", this::reload);
    pages.addTo(routes);
    addresses.addTo(routes);
    alerts.addTo(routes);
    mwc.addTo(routes);
    if (debug != null) {
      debug.addTo(routes);
    }
    routes.error(404, Routes::notFound);
    routes.exception(Exception.class, Routes::fault);
  }

  private void guard(Context request) {
    InetAddress caller = caller(request);
    request.header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff");
    if (MwcPage.isFor(request)) {
      MwcPage.open(request);
    }
    if (MwcPage.isPreflight(request)) {
      return;
    }
    if (request.header("Authorization") != null && penance.isFull(caller)) {
      stop(request, 429, "too many wrong passwords: wait a second\n");
      return;
    }
    switch (access.decide(need(request), asRequest(request))) {
      case YES -> {}
      case ASK -> ask(request);
      case WRONG -> {
        request.skipRemainingHandlers();
        request.future(() -> penance.serve(caller).thenRun(() -> ask(request)));
      }
      case HIDE -> stop(request, 404, "not found\n");
      case FORBID -> stop(request, 403, "set admin.password to allow changes over HTTP\n");
      case FOREIGN -> stop(request, 403, "another site's page may change nothing here\n");
    }
  }

  private static Access.Need need(Context request) {
    if (MwcPage.isFor(request)) {
      return Access.Need.MWC;
    }
    if (request.path().startsWith("/api/") && !READING.contains(request.method())) {
      return Access.Need.CHANGE;
    }
    return request.path().startsWith("/debug") ? Access.Need.INSPECT : Access.Need.READ;
  }

  private static InetAddress caller(Context request) {
    return InetAddress.ofLiteral(request.req().getRemoteAddr());
  }

  private static Access.Request asRequest(Context request) {
    return new Access.Request(
        caller(request).isLoopbackAddress(),
        request.header("Host"),
        request.header("X-Forwarded-For") != null || request.header("Forwarded") != null,
        request.header("Authorization"),
        request.header("Origin"));
  }

  private static void ask(Context request) {
    if (MwcPage.isFor(request)) {
      MwcPage.ask(request);
      return;
    }
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

  private void reload(Context request) {
    Rereading.Outcome outcome = rereading.reread();
    request.status(outcome.applied() ? 200 : 422).contentType("application/json");
    writeLines(outcome.applied() ? "changes" : "problems", outcome.lines(), request);
  }

  /// What is wrong with a request, as a reload tells it.
  static void refuse(Context request, int status, String problem) {
    request.attribute(REFUSED, true);
    request.status(status).contentType("application/json");
    writeLines("problems", List.of(problem), request);
  }

  private static void writeLines(String name, List<String> lines, Context request) {
    try (JsonGenerator json =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), request.outputStream())) {
      json.writeStartObject();
      json.writeArrayPropertyStart(name);
      lines.forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
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

  /// A lane does not answer.
  static void busy(Context request) {
    stop(request, 503, Readiness.of(null).text() + "\n");
  }

  /// Unless the path is there and what it names is not, which was told already.
  private static void notFound(Context request) {
    if (request.attribute(REFUSED) == null) {
      request.contentType("text/plain").result("not found\n");
    }
  }

  private static void fault(Exception failure, Context request) {
    LOG.error("{} failed", request.path(), failure);
    request.status(500).contentType("text/plain").result("internal error\n");
  }

  @Override
  public synchronized void close() {
    alerts.close();
    if (metrics != null) {
      metrics.close();
    }
  }
}
