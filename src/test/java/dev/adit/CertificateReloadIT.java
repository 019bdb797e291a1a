package dev.adit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.admin.Rereading;
import dev.adit.config.AditConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What SIGHUP does about miners' certificates, over real sockets.
@Timeout(120)
class CertificateReloadIT {
  @TempDir private Path directory;
  private Certificate served;
  private SimPool pool;
  private AditConfig config;
  private Gateway gateway;
  private int port;

  @SuppressWarnings("NullAway.Init") // set before each test
  CertificateReloadIT() {}

  @BeforeEach
  void serve() throws Exception {
    served = new Certificate(directory.resolve("cert.pem"), directory.resolve("key.pem"));
    Certificate first = issue("first");
    copy(first.chain(), served.chain());
    copy(first.key(), served.key());
    pool = SimPool.start(new SimPoolSettings());
    String text =
        """
        [admin]
        listen = ""
        [[pool]]
        name = "main"
        url = "stratum+tcp://127.0.0.1:%d"
        user = "wallet.rig"
        [[listener]]
        name = "farm"
        bind = "127.0.0.1:0"
        mode = "proxy"
        pools = ["main"]
        tls = { cert_file = "cert.pem", key_file = "key.pem" }
        """
            .formatted(pool.port());
    Path file = Files.writeString(directory.resolve("adit.toml"), text);
    config = ((LoadResult.Loaded) ConfigLoader.load(file)).config();
    gateway = new Gateway(config, directory, Rereading.NEVER);
    port = Integer.parseInt(gateway.start().getFirst().replaceFirst(".*:", ""));
  }

  @AfterEach
  void stop() throws InterruptedException {
    gateway.stop();
    pool.close();
  }

  private Certificate issue(String name) throws Exception {
    return Authority.selfSigned(Files.createDirectory(directory.resolve(name)), name);
  }

  private static void copy(Path from, Path to) throws Exception {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private SSLSocket connect() throws Exception {
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    SSLSocket miner =
        (SSLSocket)
            trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    miner.setSoTimeout(20_000);
    miner.startHandshake();
    return miner;
  }

  private static String shown(SSLSocket miner) throws Exception {
    X509Certificate certificate = (X509Certificate) miner.getSession().getPeerCertificates()[0];
    return certificate.getSubjectX500Principal().getName();
  }

  private String shownToTheNext() throws Exception {
    try (SSLSocket miner = connect()) {
      return shown(miner);
    }
  }

  private static String subscribe(SSLSocket miner) throws Exception {
    String line = "{\"id\":7,\"method\":\"mining.subscribe\",\"params\":[]}\n";
    miner.getOutputStream().write(line.getBytes(UTF_8));
    return new BufferedReader(new InputStreamReader(miner.getInputStream(), UTF_8)).readLine();
  }

  @Test
  void showsTheNewCertificateToNewMinersAndKeepsTheOldOnes() throws Exception {
    try (SSLSocket old = connect()) {
      assertThat(shown(old)).isEqualTo("CN=first");
      Certificate second = issue("second");
      copy(second.chain(), served.chain());
      copy(second.key(), served.key());
      assertThat(gateway.reload(config)).isEqualTo(new Rereading.Outcome(true, List.of()));
      assertThat(shownToTheNext()).isEqualTo("CN=second");
      assertThat(subscribe(old)).contains("\"id\":7");
    }
  }

  private void refused(String... why) throws Exception {
    Rereading.Outcome outcome = gateway.reload(config);
    assertThat(outcome.applied()).isFalse();
    assertThat(outcome.lines())
        .singleElement()
        .asString()
        .startsWith("listener.farm: ")
        .contains(why);
    assertThat(shownToTheNext()).isEqualTo("CN=first");
  }

  @Test
  void refusesANewKeyThatIsNotThatOfTheCertificate() throws Exception {
    copy(issue("second").chain(), served.chain());
    refused(served.chain().toString(), served.key().toString(), "do not belong together");
  }

  @Test
  void refusesAFileThatIsNoPem() throws Exception {
    Files.writeString(served.key(), "half a k");
    refused(served.chain().toString(), served.key().toString());
  }

  @Test
  void refusesAFileThatIsGone() throws Exception {
    Files.delete(served.chain());
    refused("can't read " + served.chain());
  }
}
