package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.adit.Authority;
import dev.adit.Certificate;
import dev.adit.Eventually;
import dev.adit.config.PoolStatsConfig;
import dev.adit.config.PoolStatsConfig.Style;
import dev.adit.sim.PoolAddress;
import dev.adit.sim.SimMiners;
import dev.adit.sim.SimMinersSettings;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A pool's site on loopback, that answers as it should and as it should not.
@Timeout(60)
class StatsSiteIT {
  private static final String ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
  private static final String CKPOOL_PAGE = "/users/" + ADDRESS;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<HttpServer> servers = new ArrayList<>();
  private final HttpServer server = open(HttpServer.create());
  @TempDir private Path directory;

  StatsSiteIT() throws IOException {}

  private <S extends HttpServer> S open(S fresh) throws IOException {
    fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    fresh.setExecutor(threads);
    fresh.start();
    servers.add(fresh);
    return fresh;
  }

  @AfterEach
  void stop() {
    over.countDown();
    servers.forEach(each -> each.stop(0));
    threads.shutdownNow();
  }

  private void serve(String path, HttpHandler page) {
    serve(server, path, page);
  }

  private void serve(HttpServer where, String path, HttpHandler page) {
    where.createContext(
        path,
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          try (exchange) {
            page.handle(exchange);
          }
        });
  }

  private static HttpHandler text(int status, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  private static HttpHandler sentTo(String location) {
    return exchange -> {
      exchange.getResponseHeaders().add("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static PoolStatsConfig config(String url, Style style) {
    return new PoolStatsConfig(URI.create(url), style, ADDRESS, Duration.ofMinutes(1));
  }

  private StatsSite site(Style style, Duration patience) {
    return new StatsSite(config(url(), style), HttpClient.newHttpClient(), patience);
  }

  private void refuses(String problem) {
    refuses(site(Style.CKPOOL, Duration.ofSeconds(30)), problem);
  }

  private static void refuses(StatsSite site, String problem) {
    try (site) {
      assertThatThrownBy(site::ask).isInstanceOf(IOException.class).hasMessageContaining(problem);
    }
  }

  @Test
  void pagesAreThoseOfTheirStyle() {
    assertThat(StatsSite.page(config("https://a.example/", Style.CKPOOL)))
        .hasToString("https://a.example/users/" + ADDRESS);
    assertThat(StatsSite.page(config("https://a.example/solo", Style.CKPOOL)))
        .hasToString("https://a.example/solo/users/" + ADDRESS);
    assertThat(StatsSite.page(config("http://a.example:40557", Style.PUBLIC_POOL)))
        .hasToString("http://a.example:40557/api/client/" + ADDRESS);
    assertThat(StatsSite.page(config("http://a.example:40557/api/", Style.PUBLIC_POOL)))
        .hasToString("http://a.example:40557/api/client/" + ADDRESS);
  }

  @Test
  void readsWhatAPoolSays() throws Exception {
    serve(CKPOOL_PAGE, text(200, ReportReaderTest.CKPOOL));
    try (StatsSite site = site(Style.CKPOOL, Duration.ofSeconds(30))) {
      PoolReport report = site.ask();
      assertThat(report).isNotNull();
      assertThat(report.shares()).isEqualTo(48211040);
    }
  }

  @Test
  void readsWhatASimulatedPoolSays() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (SimPool pool = SimPool.start(new SimPoolSettings().difficulty(1e-6).statsListen(any));
        SimMiners miners =
            SimMiners.start(
                new SimMinersSettings()
                    .pool(PoolAddress.plain(pool.address()))
                    .user(ADDRESS)
                    .threads(1));
        StatsSite site =
            new StatsSite(
                config(String.valueOf(pool.statsUrl()), Style.CKPOOL),
                HttpClient.newHttpClient(),
                Duration.ofSeconds(30))) {
      pool.until(totals -> totals.accepted() >= 5).get(60, TimeUnit.SECONDS);
      miners.finish(Duration.ofSeconds(60));
      PoolReport report = site.ask();
      assertThat(report).isNotNull();
      assertThat(report.shares()).isCloseTo(pool.totals().creditedDifficulty(), within(1e-12));
      assertThat(report.rates().oneHour()).isPositive();
      assertThat(report.workers()).isNotEmpty();
    }
  }

  @Test
  void anAccountThatIsNotKnownIsNoProblem() throws Exception {
    serve(CKPOOL_PAGE, text(404, "<html>not found</html>"));
    try (StatsSite site = site(Style.CKPOOL, Duration.ofSeconds(30))) {
      assertThat(site.ask()).isNull();
    }
  }

  @Test
  void saysWhatIsWrongWithAnAnswer() {
    serve(CKPOOL_PAGE, text(500, "oops"));
    refuses("HTTP status 500");
  }

  @Test
  void saysThatItIsNoJson() {
    serve(CKPOOL_PAGE, text(200, "<html>welcome</html>"));
    refuses("no JSON");
  }

  @Test
  void endsABodyWithoutEnd() {
    serve(
        CKPOOL_PAGE,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] some = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
          OutputStream body = exchange.getResponseBody();
          while (true) {
            body.write(some);
          }
        });
    refuses(String.valueOf(StatsSite.MOST_BYTES));
  }

  @Test
  void doesNotWaitForALateAnswer() {
    serve(CKPOOL_PAGE, _ -> awaitTheEnd());
    refuses(site(Style.CKPOOL, Duration.ofMillis(300)), "not answered in full");
  }

  @Test
  void doesNotWaitForALateBody() {
    serve(
        CKPOOL_PAGE,
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitTheEnd();
        });
    refuses(site(Style.CKPOOL, Duration.ofMillis(500)), "not answered in full");
  }

  private void awaitTheEnd() {
    try {
      over.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void saysThatNobodyIsThere() throws IOException {
    HttpServer gone = open(HttpServer.create());
    String nowhere = "http://127.0.0.1:" + gone.getAddress().getPort();
    gone.stop(0);
    refuses(
        new StatsSite(
            config(nowhere, Style.CKPOOL), HttpClient.newHttpClient(), Duration.ofSeconds(30)),
        "can't be reached");
  }

  @Test
  void followsAPageThatMovedOnItsHost() throws Exception {
    serve(CKPOOL_PAGE, sentTo("/new" + CKPOOL_PAGE));
    serve("/new", text(200, ReportReaderTest.CKPOOL));
    try (StatsSite site = site(Style.CKPOOL, Duration.ofSeconds(30))) {
      assertThat(site.ask()).isNotNull();
    }
    assertThat(asked).containsExactly(CKPOOL_PAGE, "/new" + CKPOOL_PAGE);
  }

  @Test
  void doesNotFollowToAnotherHost() {
    serve(CKPOOL_PAGE, sentTo("http://localhost:" + server.getAddress().getPort() + "/elsewhere"));
    serve("/elsewhere", text(200, ReportReaderTest.CKPOOL));
    refuses("another host");
    assertThat(asked).containsExactly(CKPOOL_PAGE);
  }

  @Test
  void doesNotFollowInCircles() {
    serve(CKPOOL_PAGE, sentTo(CKPOOL_PAGE));
    refuses("again and again");
    assertThat(asked).hasSize(4);
  }

  @Test
  void doesNotFollowToWhatIsNoAddress() {
    serve(CKPOOL_PAGE, sentTo("http://127.0.0.1:99999999999/"));
    refuses("it sends us on");
    server.removeContext(CKPOOL_PAGE);
    serve(CKPOOL_PAGE, sentTo("ftp://127.0.0.1/"));
    refuses("not followed");
  }

  @Test
  void believesTheCertificateOfAnAuthorityOnly() throws Exception {
    Authority authority = Authority.in(directory);
    SSLContext context = trusting(authority);
    Certificate good = authority.sign("localhost");

    try (StatsSite site = secure(good, context)) {
      assertThat(site.ask()).isNotNull();
    }
    refuses(secure(good, SSLContext.getDefault()), "no trusted TLS");
    refuses(secure(authority.sign("other.example"), context), "no trusted TLS");
  }

  @Test
  void doesNotFollowFromTlsToNone() throws Exception {
    Authority authority = Authority.in(directory);
    SSLContext context = trusting(authority);
    refuses(
        secure(
            authority.sign("localhost"),
            context,
            sentTo("http://localhost:" + server.getAddress().getPort() + CKPOOL_PAGE)),
        "no TLS there");
  }

  private static SSLContext trusting(Authority authority) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(authority.store())) {
      trusted.load(in, Authority.PASSWORD.toCharArray());
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private StatsSite secure(Certificate certificate, SSLContext trust) throws Exception {
    return secure(certificate, trust, text(200, ReportReaderTest.CKPOOL));
  }

  private StatsSite secure(Certificate certificate, SSLContext trust, HttpHandler page)
      throws Exception {
    HttpsServer secure = HttpsServer.create();
    JdkSslContext own =
        (JdkSslContext)
            SslContextBuilder.forServer(certificate.chain().toFile(), certificate.key().toFile())
                .sslProvider(SslProvider.JDK)
                .build();
    secure.setHttpsConfigurator(new HttpsConfigurator(own.context()));
    open(secure);
    serve(secure, CKPOOL_PAGE, page);
    return new StatsSite(
        config("https://localhost:" + secure.getAddress().getPort(), Style.CKPOOL),
        HttpClient.newBuilder().sslContext(trust).build(),
        Duration.ofSeconds(30));
  }

  @Test
  void tellsOfFailuresAndThenOfFigures() throws Exception {
    CountDownLatch twice = new CountDownLatch(2);
    HttpHandler good = text(200, ReportReaderTest.CKPOOL);
    HttpHandler bad = text(500, "");
    serve(
        CKPOOL_PAGE,
        exchange -> {
          HttpHandler now = twice.getCount() == 0 ? good : bad;
          twice.countDown();
          now.handle(exchange);
        });
    List<PoolAnswer> answers = new CopyOnWriteArrayList<>();
    try (PoolInquiry inquiry =
        new PoolInquiry(
            site(Style.CKPOOL, Duration.ofSeconds(30)),
            Duration.ofMillis(5),
            RandomGenerator.getDefault(),
            answers::add)) {
      inquiry.start();
      Eventually.holds(() -> answers.size() >= 3);
    }
    assertThat(answers)
        .startsWith(
            new PoolAnswer.Failed("it answers with HTTP status 500", 1),
            new PoolAnswer.Failed("it answers with HTTP status 500", 2));
    assertThat(answers.get(2)).isInstanceOf(PoolAnswer.Told.class);
  }

  @Test
  void endsWhileAQuestionIsUnderWay() throws Exception {
    serve(CKPOOL_PAGE, _ -> awaitTheEnd());
    List<PoolAnswer> answers = new CopyOnWriteArrayList<>();
    PoolInquiry inquiry =
        new PoolInquiry(
            site(Style.CKPOOL, Duration.ofMinutes(10)),
            Duration.ofMinutes(1),
            RandomGenerator.getDefault(),
            answers::add);
    inquiry.start();
    Eventually.holds(() -> !asked.isEmpty());
    inquiry.close();
    Eventually.holds(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(it -> it.getName().equals("pool-statistics")));
    assertThat(answers).isEmpty();
  }
}
