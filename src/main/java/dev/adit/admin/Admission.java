package dev.adit.admin;

import java.net.InetAddress;
import java.util.Set;

/// In front of every page: who is let in, and what is told to whoever is not.
final class Admission {
  private static final Set<String> READING = Set.of("GET", "OPTIONS");

  private final Access access;
  private final Penance penance = new Penance(1_000);

  Admission(Access access) {
    this.access = access;
  }

  /// Takes a second where the password is wrong.
  ///
  /// @return false where the request may not go on, and has been answered
  boolean admits(Exchange request) {
    InetAddress caller = request.caller();
    if (MwcPage.isFor(request)) {
      MwcPage.open(request);
    }
    if (MwcPage.isPreflight(request)) {
      return true;
    }
    if (request.header("Authorization") != null && penance.isFull(caller)) {
      return stop(request, 429, "too many wrong passwords: wait a second\n");
    }
    return switch (access.decide(need(request), asRequest(request, caller))) {
      case YES -> true;
      case ASK -> ask(request);
      case WRONG -> {
        penance.serve(caller).join();
        yield ask(request);
      }
      case HIDE -> stop(request, 404, "not found\n");
      case FORBID -> stop(request, 403, "set admin.password to allow changes over HTTP\n");
      case FOREIGN -> stop(request, 403, "another site's page may change nothing here\n");
    };
  }

  private static Access.Need need(Exchange request) {
    if (MwcPage.isFor(request)) {
      return Access.Need.MWC;
    }
    if (request.path().startsWith("/api/") && !READING.contains(request.method())) {
      return Access.Need.CHANGE;
    }
    return request.path().startsWith("/debug") ? Access.Need.INSPECT : Access.Need.READ;
  }

  private static Access.Request asRequest(Exchange request, InetAddress caller) {
    return new Access.Request(
        caller.isLoopbackAddress(),
        request.header("Host"),
        request.header("X-Forwarded-For") != null || request.header("Forwarded") != null,
        request.header("Authorization"),
        request.header("Origin"));
  }

  private static boolean ask(Exchange request) {
    if (MwcPage.isFor(request)) {
      MwcPage.ask(request);
      return false;
    }
    request.header("WWW-Authenticate", "Basic realm=\"adit\", charset=\"UTF-8\"");
    return stop(request, 401, "user and password, please\n");
  }

  private static boolean stop(Exchange request, int status, String text) {
    request.status(status).text(text);
    return false;
  }
}
