package dev.adit.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The dashboard, `/`: a page that asks the API what goes on, and shows it. Only what is listed
/// here is served.
final class DashboardPages {
  static final List<String> FILES =
      List.of(
          "alerts.js",
          "blocks.js",
          "forensics.js",
          "format.js",
          "guard.js",
          "icon.svg",
          "main.js",
          "mining.js",
          "page.js",
          "rates.js",
          "relays.js",
          "source.js",
          "style.css",
          "summary.js");

  /// Names that miners gave themselves are on the page: whatever they contain, nothing of it runs,
  /// and nothing is fetched from elsewhere.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private DashboardPages() {}

  static void addTo(Paths paths) {
    paths.add("GET", "/", request -> serve("index.html", request));
    FILES.forEach(file -> paths.add("GET", "/dashboard/" + file, it -> serve(file, it)));
  }

  private static void serve(String file, Exchange request) throws IOException {
    request.header("Content-Security-Policy", POLICY).header("Referrer-Policy", "no-referrer");
    request.type(type(file)).text(text(file));
  }

  private static String type(String file) {
    return switch (file.substring(file.lastIndexOf('.'))) {
      case ".html" -> "text/html; charset=utf-8";
      case ".css" -> "text/css; charset=utf-8";
      case ".js" -> "text/javascript; charset=utf-8";
      default -> "image/svg+xml";
    };
  }

  static String text(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            DashboardPages.class.getResourceAsStream("dashboard/" + file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
