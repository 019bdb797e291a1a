package dev.adit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.admin.GatewayView;
import dev.adit.admin.Rereading;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import dev.adit.net.SocksServer;
import dev.adit.sim.MinerTotals;
import dev.adit.sim.PoolAddress;
import dev.adit.sim.SimMiners;
import dev.adit.sim.SimMinersSettings;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real gateway on loopback, between a simulated pool and simulated miners.
@Timeout(120)
class GatewayIT {
  private static final double EASY = 1e-6;

  @TempDir private Path directory;
  private @Nullable Gateway gateway;
  private int port;

  @SuppressWarnings("NullAway.Init") // JUnit sets the directory
  GatewayIT() {}

  @AfterEach
  void stop() throws InterruptedException {
    if (gateway != null) {
      gateway.stop();
    }
  }

  private Gateway open(String pool, String more) throws IOException, InterruptedException {
    String text =
        """
        [admin]
        listen = ""
        [[pool]]
        name = "main"
        user = "wallet.rig"
        %s
        [[listener]]
        name = "farm"
        bind = "127.0.0.1:%d"
        mode = "proxy"
        pools = ["main"]
        %s
        """
            .formatted(pool, port, more);
    Path file = Files.writeString(directory.resolve("adit.toml"), text);
    LoadResult.Loaded loaded = (LoadResult.Loaded) ConfigLoader.load(file);
    Gateway opened = new Gateway(loaded.config(), directory, Rereading.NEVER);
    List<String> served = opened.start();
    gateway = opened;
    assertThat(served).singleElement().asString().startsWith("farm 127.0.0.1:");
    port = Integer.parseInt(served.getFirst().replaceFirst(".*:", ""));
    return opened;
  }

  private static String plain(SimPool pool) {
    return "url = \"stratum+tcp://127.0.0.1:" + pool.port() + "\"";
  }

  private static String tls(SimPool pool) {
    return "url = \"stratum+ssl://localhost:" + pool.port() + "\"";
  }

  private SimMiners mine(int count, boolean tls) {
    InetSocketAddress farm = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return SimMiners.start(
        new SimMinersSettings().pool(new PoolAddress(farm, tls)).count(count).hashrate(20_000));
  }

  private GatewayView view() {
    return Objects.requireNonNull(Objects.requireNonNull(gateway).view(true));
  }

  @Test
  void carriesSharesToThePoolAndItsAnswersBack() throws Exception {
    try (SimPool pool = SimPool.start(new SimPoolSettings().difficulty(EASY))) {
      open(plain(pool), "");
      try (SimMiners miners = mine(3, false)) {
        miners.until(totals -> totals.accepted() >= 20).get(60, TimeUnit.SECONDS);
        MinerTotals done = miners.finish(Duration.ofSeconds(5));
        assertThat(done.rejects()).isZero();
        assertThat(done.unasked()).isZero();
        assertThat(pool.totals().accepted()).isEqualTo(done.accepted());
        assertThat(pool.totals().connectionsEver()).isEqualTo(1);
      }
    }
  }

  @Test
  @DisplayName("T11: where a pool connection has one slot, each miner gets a connection of its own")
  void opensAnotherPoolConnectionForEachMinerWithoutSlot() throws Exception {
    try (SimPool pool = SimPool.start(new SimPoolSettings().difficulty(EASY).extranonce2Size(3))) {
      open(plain(pool), "");
      try (SimMiners miners = mine(5, false)) {
        pool.until(totals -> totals.workers().size() >= 1 && totals.connections() == 5)
            .get(60, TimeUnit.SECONDS);
        miners.until(totals -> totals.connected() == 5).get(60, TimeUnit.SECONDS);
        assertThat(miners.finish(Duration.ofSeconds(5)).rejects()).isZero();
        assertThat(view().lanes()).hasSize(5);
      }
    }
  }

  @Test
  @DisplayName("T37: a miner that asks and does not read is dropped, and nobody else notices")
  void dropsAMinerThatDoesNotRead() throws Exception {
    try (SimPool pool = SimPool.start(new SimPoolSettings().difficulty(EASY))) {
      open(plain(pool), "");
      try (SimMiners miners = mine(2, false);
          Socket deaf = new Socket()) {
        deaf.setReceiveBufferSize(4_096);
        deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        miners.until(totals -> totals.accepted() >= 5).get(60, TimeUnit.SECONDS);
        byte[] asking =
            "{\"id\":1,\"method\":\"mining.ping\",\"params\":[]}\n".repeat(200).getBytes(UTF_8);
        assertThatThrownBy(
                () -> {
                  for (int i = 0; i < 10_000; i++) {
                    deaf.getOutputStream().write(asking);
                  }
                })
            .isInstanceOf(IOException.class);
        long before = miners.totals().accepted();
        miners.until(totals -> totals.accepted() >= before + 5).get(60, TimeUnit.SECONDS);
        assertThat(view().lanes().getFirst().closed()).containsEntry("slow_reader", 1L);
        assertThat(miners.totals().connects()).isEqualTo(2);
      }
    }
  }

  @Test
  void deliversWhatThePoolStillHasToAnswerWhenItStops() throws Exception {
    Duration latency = Duration.ofMillis(300);
    try (SimPool pool = SimPool.start(new SimPoolSettings().difficulty(EASY).latency(latency))) {
      Gateway stopping = open(plain(pool), "");
      try (SimMiners miners = mine(3, false)) {
        miners
            .until(totals -> totals.accepted() >= 5 && totals.waiting() > 0)
            .get(60, TimeUnit.SECONDS);
        long began = System.nanoTime();
        stopping.stop();
        gateway = null;
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        MinerTotals told =
            miners.until(totals -> totals.connected() == 0).get(60, TimeUnit.SECONDS);
        // What comes after the stop began is refused as lost; what was pending is told as it was.
        assertThat(told.accepted()).isEqualTo(pool.totals().accepted());
      }
    }
  }

  @Test
  void saysWhatToDoAboutAPortThatIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SimPool pool = SimPool.start(new SimPoolSettings())) {
      port = other.getLocalPort();
      assertThatThrownBy(() -> open(plain(pool), ""))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "listener.farm: port %d is in use: stop the other program, or choose another port"
                      .formatted(port)
                  + " for bind");
    }
  }

  @Test
  void speaksTlsOnBothSides() throws Exception {
    Certificate ours = Certificate.selfSigned(directory);
    try (SimPool pool = SimPool.start(tlsPool(ours))) {
      open(
          tls(pool) + "\ninsecure_skip_verify = true",
          "tls = { enabled = true, cert_file = \"%s\", key_file = \"%s\" }"
              .formatted(ours.chain(), ours.key()));
      try (SimMiners miners = mine(2, true)) {
        miners.until(totals -> totals.accepted() >= 5).get(60, TimeUnit.SECONDS);
        assertThat(miners.totals().rejects()).isZero();
      }
    }
  }

  @Test
  @DisplayName("T35: a pool whose certificate nobody has signed is refused")
  void refusesASelfSignedPool() throws Exception {
    Certificate theirs = Certificate.selfSigned(directory);
    try (SimPool pool = SimPool.start(tlsPool(theirs))) {
      open(tls(pool), "");
      try (SimMiners miners = mine(1, false)) {
        pool.until(totals -> totals.connectionsEver() >= 2).get(60, TimeUnit.SECONDS);
        assertThat(pool.totals().lines()).isZero();
        assertThat(view().lanes().getFirst().poolReady()).isFalse();
        assertThat(miners.totals().accepted()).isZero();
      }
    }
  }

  @Test
  @DisplayName("T35: of a pool with a pinned certificate, that one is believed and no other")
  void believesThePinnedCertificateOnly() throws Exception {
    Certificate theirs = Certificate.selfSigned(directory);
    X509Certificate certificate;
    try (InputStream pem = Files.newInputStream(theirs.chain())) {
      certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    String pin = HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    try (SimPool pool = SimPool.start(tlsPool(theirs))) {
      open(tls(pool) + "\ncertificate_sha256 = \"" + pin + "\"", "");
      try (SimMiners miners = mine(1, false)) {
        miners.until(totals -> totals.accepted() >= 5).get(60, TimeUnit.SECONDS);
      }
      stop();
      String another = (pin.startsWith("00") ? "01" : "00") + pin.substring(2);
      open(tls(pool) + "\ncertificate_sha256 = \"" + another + "\"", "");
      long before = pool.totals().lines();
      long dials = pool.totals().connectionsEver();
      try (SimMiners miners = mine(1, false)) {
        pool.until(totals -> totals.connectionsEver() >= dials + 2).get(60, TimeUnit.SECONDS);
        assertThat(pool.totals().lines()).isEqualTo(before);
        assertThat(miners.totals().accepted()).isZero();
      }
    }
  }

  @Test
  @DisplayName("T35: a pool that only a SOCKS proxy can find is mined at through it")
  void carriesSharesThroughASocksProxy() throws Exception {
    try (SimPool pool = SimPool.start(new SimPoolSettings().difficulty(EASY));
        SocksServer proxy = SocksServer.withLogin("me", "p@ss")) {
      open(
          "url = \"stratum+tcp://pool.invalid:%d\"\nsocks5 = \"socks5://me:p%%40ss@127.0.0.1:%d\""
              .formatted(pool.port(), proxy.port()),
          "");
      try (SimMiners miners = mine(2, false)) {
        miners.until(totals -> totals.accepted() >= 5).get(60, TimeUnit.SECONDS);
        assertThat(miners.totals().rejects()).isZero();
        assertThat(proxy.asked()).containsOnly("name pool.invalid " + pool.port());
      }
    }
  }

  private static SimPoolSettings tlsPool(Certificate certificate) {
    return new SimPoolSettings()
        .difficulty(EASY)
        .certificate(certificate.chain())
        .key(certificate.key());
  }
}
