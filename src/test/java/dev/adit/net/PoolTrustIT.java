package dev.adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.Authority;
import dev.adit.Certificate;
import dev.adit.aggregate.PoolTransport;
import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// T35: whom we believe to be the pool, dialled directly and through a SOCKS proxy.
@Timeout(120)
class PoolTrustIT {
  private static final String STORE = "javax.net.ssl.trustStore";
  private static final String STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

  @TempDir private static Path directory;
  private static Authority authority;

  @SuppressWarnings("NullAway.Init") // JUnit sets the directory
  PoolTrustIT() {}

  /// The authorities that Java knows are, for now, that of the test.
  @BeforeAll
  static void makeTheAuthorityKnown() throws Exception {
    authority = Authority.in(directory);
    System.setProperty(STORE, authority.store().toString());
    System.setProperty(STORE_PASSWORD, Authority.PASSWORD);
  }

  @AfterAll
  static void forgetIt() {
    System.clearProperty(STORE);
    System.clearProperty(STORE_PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void believesAPoolWhoseNameAKnownAuthorityHasSigned(boolean socks) throws Exception {
    assertThat(outcome(authority.sign("pool.test"), socks)).isEqualTo("connected");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("T35: a certificate for another name is refused")
  void refusesAnotherName(boolean socks) throws Exception {
    assertThat(outcome(authority.sign("other.test"), socks))
        .startsWith("certificate not trusted: ")
        .contains("pool.test");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("T35: a certificate that has expired is refused")
  void refusesAnExpiredOne(boolean socks) throws Exception {
    Certificate expired = authority.sign("pool.test", "-startdate", "-9d", "-validity", "2");
    assertThat(outcome(expired, socks)).isEqualTo("certificate not trusted: it has expired");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("T35: a certificate that only its own key has signed is refused")
  void refusesASelfSignedOne(boolean socks, @TempDir Path other) throws Exception {
    assertThat(outcome(Authority.selfSigned(other, "pool.test"), socks))
        .isEqualTo("certificate not trusted: no known authority has signed it");
  }

  private static String outcome(Certificate certificate, boolean socks) throws Exception {
    SimPoolSettings settings =
        new SimPoolSettings().certificate(certificate.chain()).key(certificate.key());
    try (SimPool pool = SimPool.start(settings);
        SocksServer proxy = SocksServer.open();
        Dialling dialling =
            new Dialling(
                new PoolTransport(true, false, "", socks ? via(proxy) : null),
                Map.of(socks ? "proxy.test" : "pool.test", List.of("127.0.0.1")))) {
      return dialling.outcome("pool.test", pool.port());
    }
  }

  private static PoolTransport.@Nullable Socks5 via(SocksServer proxy) {
    return new PoolTransport.Socks5("proxy.test", proxy.port(), "", "");
  }
}
