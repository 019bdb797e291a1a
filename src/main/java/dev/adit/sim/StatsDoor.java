package dev.adit.sim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Serves the statistics of a simulated pool, on a thread of its own.
final class StatsDoor implements AutoCloseable {
  private static final String PATH = "/users/";

  private final HttpServer server;

  private StatsDoor(HttpServer server) {
    this.server = server;
  }

  /// @param page of a user; null where it is not known
  /// @throws IOException where the address is taken
  static StatsDoor open(InetSocketAddress address, Function<String, @Nullable String> page)
      throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.createContext(PATH, exchange -> answer(exchange, page));
    server.start();
    return new StatsDoor(server);
  }

  private static void answer(HttpExchange exchange, Function<String, @Nullable String> page)
      throws IOException {
    try (exchange) {
      String text = page.apply(exchange.getRequestURI().getPath().substring(PATH.length()));
      if (text == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/plain");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  /// Without the path.
  URI url() {
    InetSocketAddress bound = server.getAddress();
    String host = bound.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
