package dev.adit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.forensics.Eavesdropper;
import dev.adit.net.SocksServer;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A tap between TLS on both sides: there what is exact is what is said in it.
@Timeout(300)
@SuppressWarnings("try") // a reset is a close
class TapTlsIT {
  private static final long SEED = 35;
  private static final long SOME = 4L << 20;

  @TempDir private static Path keys;
  private static Certificate certificate;
  private static SSLContext server;
  @TempDir private Path directory;
  private ServerSocket pool;
  private Eavesdropper listening;
  private RelayGate gate;

  @SuppressWarnings("NullAway.Init") // set before each test
  TapTlsIT() {}

  @BeforeAll
  static void makeACertificate() throws Exception {
    certificate = Certificate.selfSigned(keys);
    server = server();
  }

  @BeforeEach
  void listen() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    pool = server.getServerSocketFactory().createServerSocket(0, 50, here);
    listening = Eavesdropper.attentive();
    gate = new RelayGate(directory, "tap", "127.0.0.1", listening::make);
  }

  @AfterEach
  void close() throws Exception {
    gate.close();
    pool.close();
  }

  private static X509Certificate shown() throws Exception {
    try (FileInputStream in = new FileInputStream(certificate.chain().toFile())) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static String pin() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(shown().getEncoded());
    return HexFormat.of().formatHex(digest);
  }

  private static SSLContext server() throws Exception {
    String pem = Files.readString(certificate.key()).replaceAll("-----[^-]+-----|\\s", "");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "pool",
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))),
        new char[0],
        new java.security.cert.Certificate[] {shown()});
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static SSLSocket secured(Socket plain, String... versions) throws Exception {
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) trusting.getSocketFactory().createSocket(plain, "localhost", 0, true);
    if (versions.length > 0) {
      socket.setEnabledProtocols(versions);
    }
    socket.startHandshake();
    return socket;
  }

  private String minerTls() {
    return "tls = { cert_file = \"%s\", key_file = \"%s\" }"
        .formatted(certificate.chain(), certificate.key());
  }

  private String url() {
    return "stratum+ssl://127.0.0.1:" + pool.getLocalPort();
  }

  private void openBoth() throws Exception {
    gate.open(TapIT.with(minerTls(), "certificate_sha256 = \"" + pin() + "\"", "main", url()));
  }

  @ParameterizedTest
  @EnumSource
  void carriesEveryKindBothWaysAtOnce(ByteStream.Kind kind) throws Exception {
    openBoth();
    boolean bitByBit = kind == ByteStream.Kind.FRAGMENTS || kind == ByteStream.Kind.GARBAGE;
    long bytes = bitByBit ? 50_000 : SOME;
    try (Socket served = accept(secured(gate.connect()), bytes, kind)) {
      assertThat(served.isConnected()).isTrue();
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("closed", 1L);
    assertThat(gate.view().sent()).isEqualTo(bytes);
    assertThat(gate.view().received()).isEqualTo(bytes);
    Eventually.holds(() -> listening.ended() == 1);
    assertThat(listening.calls().getFirst().certificateSha256()).isEqualTo(pin());
  }

  private Socket accept(SSLSocket miner, long bytes, ByteStream.Kind kind) throws Exception {
    Socket served = pool.accept();
    miner.setSoTimeout(0);
    var there = new ByteStream(kind, bytes, SEED).saying(miner);
    var back = new ByteStream(kind, bytes, SEED + 1).saying(served);
    var heardThere = ByteStream.hearing(served);
    var heardBack = ByteStream.hearing(miner);
    assertThat(heardThere.get(120, TimeUnit.SECONDS)).isEqualTo(there.get());
    assertThat(heardBack.get(120, TimeUnit.SECONDS)).isEqualTo(back.get());
    miner.close();
    return served;
  }

  @Test
  void keepsTheWayBackOpenWhenTheMinerHasSaidAll() throws Exception {
    openBoth();
    try (SSLSocket miner = secured(gate.connect());
        Socket served = pool.accept()) {
      miner.getOutputStream().write("all\n".getBytes(US_ASCII));
      miner.shutdownOutput();
      assertThat(served.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("all\n");
      served.getOutputStream().write("answer\n".getBytes(US_ASCII));
      assertThat(miner.getInputStream().readNBytes(7)).asString(US_ASCII).isEqualTo("answer\n");
      served.shutdownOutput();
      assertThat(miner.getInputStream().read()).isEqualTo(-1);
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("closed", 1L);
    Eventually.holds(() -> listening.lines().size() == 2);
    assertThat(listening.lines()).containsExactly("MINER all", "POOL answer");
  }

  @Test
  void keepsTheWayThereOpenWhenThePoolHasSaidAll() throws Exception {
    openBoth();
    try (SSLSocket miner = secured(gate.connect());
        Socket served = pool.accept()) {
      served.getOutputStream().write("all".getBytes(US_ASCII));
      served.shutdownOutput();
      assertThat(miner.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("all");
      miner.getOutputStream().write("thanks".getBytes(US_ASCII));
      miner.shutdownOutput();
      assertThat(served.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("thanks");
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("closed", 1L);
  }

  @Test
  void endsBothWaysWhereTls12KnowsNoOther() throws Exception {
    openBoth();
    try (SSLSocket miner = secured(gate.connect(), "TLSv1.2");
        Socket served = pool.accept()) {
      miner.getOutputStream().write("all".getBytes(US_ASCII));
      miner.close();
      assertThat(served.getInputStream().readAllBytes()).asString(US_ASCII).isEqualTo("all");
    }
    gate.awaitEnds(1);
    assertThat(gate.view().open()).isZero();
  }

  @Test
  void passesAnEndWithoutAFarewellOn() throws Exception {
    openBoth();
    Socket wire = gate.connect();
    try (SSLSocket miner = secured(wire);
        Socket served = pool.accept()) {
      miner.getOutputStream().write("all".getBytes(US_ASCII));
      assertThat(served.getInputStream().readNBytes(3)).asString(US_ASCII).isEqualTo("all");
      wire.shutdownOutput();
      assertThat(served.getInputStream().read()).isEqualTo(-1);
    }
    gate.awaitEnds(1);
  }

  @Test
  void passesAResetOnAsAReset() throws Exception {
    openBoth();
    Socket wire = gate.connect();
    try (SSLSocket miner = secured(wire);
        Socket served = pool.accept()) {
      miner.getOutputStream().write(1);
      assertThat(served.getInputStream().read()).isEqualTo(1);
      wire.setSoLinger(true, 0);
      wire.close();
      assertThatThrownBy(() -> served.getInputStream().read()).isInstanceOf(IOException.class);
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("client_reset", 1L);
  }

  @Test
  void waitsForAPoolThatDoesNotRead() throws Exception {
    openBoth();
    try (SSLSocket miner = secured(gate.connect());
        Socket served = pool.accept()) {
      ByteStream much = new ByteStream(ByteStream.Kind.BINARY, 32L << 20, SEED);
      CompletableFuture<Integer> greeting =
          CompletableFuture.supplyAsync(() -> read(served), Thread::startVirtualThread);
      miner.getOutputStream().write(7);
      assertThat(greeting.get(60, TimeUnit.SECONDS)).isEqualTo(7);
      CompletableFuture<String> said = much.saying(miner);
      assertThat(RelayGate.awaitStandstill(() -> gate.view().sent())).isLessThan(16L << 20);
      assertThat(said).isNotDone();
      assertThat(ByteStream.hear(served)).isEqualTo(said.get(60, TimeUnit.SECONDS));
    }
  }

  private static int read(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void leadsToThePoolThroughASocksProxy() throws Exception {
    try (SocksServer proxy = SocksServer.withLogin("me", "pw")) {
      String way =
          "insecure_skip_verify = true\nsocks5 = \"socks5://me:pw@127.0.0.1:%d\""
              .formatted(proxy.port());
      gate.open(TapIT.with("", way, "main", "stratum+ssl://pool.onion:" + pool.getLocalPort()));
      try (Socket miner = gate.connect();
          Socket served = pool.accept()) {
        miner.getOutputStream().write("hello\n".getBytes(US_ASCII));
        assertThat(served.getInputStream().readNBytes(6)).asString(US_ASCII).isEqualTo("hello\n");
        served.getOutputStream().write("you\n".getBytes(US_ASCII));
        assertThat(miner.getInputStream().readNBytes(4)).asString(US_ASCII).isEqualTo("you\n");
      }
      assertThat(proxy.asked()).containsExactly("name pool.onion " + pool.getLocalPort());
      Eventually.holds(() -> listening.lines().size() == 2);
      assertThat(listening.calls().getFirst().host()).isEqualTo("pool.onion");
      assertThat(listening.calls().getFirst().certificateSha256()).isEqualTo(pin());
    }
  }

  @Test
  void believesNoOtherCertificateThanThePinnedOne() throws Exception {
    gate.open(TapIT.with("", "certificate_sha256 = \"" + "ab".repeat(32) + "\"", "main", url()));
    try (Socket miner = gate.connect();
        Socket served = pool.accept()) {
      CompletableFuture<Void> refused =
          CompletableFuture.runAsync(
              () ->
                  assertThatThrownBy(() -> served.getInputStream().read())
                      .isInstanceOf(IOException.class));
      assertThatThrownBy(() -> miner.getInputStream().read()).isInstanceOf(IOException.class);
      refused.get(60, TimeUnit.SECONDS);
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("unreachable", 1L);
    assertThat(gate.view().targets().getFirst().problem()).contains("certificate not trusted");
    assertThat(listening.calls()).isEmpty();
  }

  @Test
  void breaksOffAMinerThatSpeaksNoTls() throws Exception {
    openBoth();
    try (Socket miner = gate.connect()) {
      miner.getOutputStream().write("{\"method\":\"mining.subscribe\"}\n".getBytes(US_ASCII));
      // An alert in TLS, which it does not understand.
      assertThat(miner.getInputStream().readAllBytes()).hasSizeLessThan(100);
    }
    gate.awaitEnds(1);
    assertThat(gate.view().ended()).containsEntry("client_reset", 1L);
  }
}
