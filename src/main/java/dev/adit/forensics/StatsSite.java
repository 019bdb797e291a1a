package dev.adit.forensics;

import dev.adit.config.PoolStatsConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Where a pool publishes what it believes of an account. One question at a time.
final class StatsSite implements AutoCloseable {
  static final int MOST_BYTES = 1 << 20;
  private static final int MOST_REDIRECTS = 3;

  private final HttpClient client;
  private final PoolStatsConfig config;
  private final Duration patience;

  /// @param client one that follows no redirects by itself; closed with this
  /// @param patience for the answer, with all of its body
  StatsSite(PoolStatsConfig config, HttpClient client, Duration patience) {
    this.config = config;
    this.client = client;
    this.patience = patience;
  }

  /// What the account's figures are served as.
  static URI page(PoolStatsConfig config) {
    String base = config.url().toString().replaceAll("/+$", "");
    return URI.create(
        switch (config.style()) {
          case CKPOOL -> base + "/users/" + config.address();
          case PUBLIC_POOL ->
              base + (base.endsWith("/api") ? "" : "/api") + "/client/" + config.address();
        });
  }

  /// The account's figures; null where the pool knows no such account.
  ///
  /// @throws IOException with what is wrong, for the user
  @Nullable PoolReport ask() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    URI page = page(config);
    for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
      HttpResponse<byte[]> answer = get(page, deadline);
      int status = answer.statusCode();
      if (status == 200) {
        return ReportReader.read(answer.body(), config.style());
      } else if (status == 404) {
        return null;
      } else if (status / 100 != 3) {
        throw new IOException("it answers with HTTP status " + status);
      }
      page = next(page, answer.headers().firstValue("Location").orElse(""));
    }
    throw new IOException("it sends us on again and again");
  }

  private HttpResponse<byte[]> get(URI page, long deadline)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request(page), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException slow) {
      throw new IOException(
          "it has not answered in full within %d s".formatted(patience.toSeconds()), slow);
    } catch (ExecutionException failed) {
      throw new IOException(inWords(failed.getCause()), failed);
    } finally {
      // Ends what is under way; nothing where it is complete.
      answer.cancel(true);
    }
  }

  private static HttpRequest request(URI page) throws IOException {
    try {
      return HttpRequest.newBuilder(page)
          .header("Accept", "application/json, text/plain")
          .header("User-Agent", "adit")
          .build();
    } catch (IllegalArgumentException sentOn) {
      throw new IOException("it sends us on to what is no address", sentOn);
    }
  }

  /// A pool may move its page on its host, and to TLS. What another host says is not the pool's.
  private static URI next(URI from, String location) throws IOException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException malformed) {
      throw new IOException("it sends us on to what is no address", malformed);
    }
    String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    boolean same = to.getHost() != null && to.getHost().equalsIgnoreCase(from.getHost());
    boolean safe =
        scheme.equals("https") || (scheme.equals("http") && "http".equals(from.getScheme()));
    if (!same || !safe) {
      throw new IOException(
          "it sends us on to %s, which is not followed: another host, or no TLS there"
              .formatted(Brief.of(to.toString())));
    }
    return to;
  }

  private static String inWords(@Nullable Throwable failure) {
    String message = failure == null ? null : failure.getMessage();
    String said = message == null ? "" : ": " + Brief.of(message);
    return switch (failure) {
      case SSLException _ -> "no trusted TLS connection" + said;
      case ConnectException _, HttpConnectTimeoutException _ -> "it can't be reached" + said;
      case null, default -> "no usable answer" + said;
    };
  }

  /// Ends a question that is under way.
  @Override
  public void close() {
    client.shutdownNow();
  }
}
