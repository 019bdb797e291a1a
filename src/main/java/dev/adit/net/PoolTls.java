package dev.adit.net;

import dev.adit.aggregate.PoolTransport;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.FingerprintTrustManagerFactory;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// TLS towards pools. The certificate must be for the host that was dialled, signed by an authority
/// that Java knows, unless one is pinned, which then is the only one believed, or verification is
/// switched off.
///
/// Reading the authorities takes a tenth of a second: not before it is needed, and not on a loop.
/// Thread-safe.
public final class PoolTls {
  /// What a context depends on.
  private record Trust(boolean any, String pin) {}

  private final Map<Trust, SslContext> contexts = new HashMap<>();

  PoolTls() {}

  /// What TLS towards such a pool goes by; null where there is none. May take its time.
  public synchronized @Nullable SslContext context(PoolTransport transport) throws SSLException {
    if (!transport.tls()) {
      return null;
    }
    Trust trust = new Trust(transport.skipVerify(), transport.certificateSha256());
    SslContext ready = contexts.get(trust);
    if (ready == null) {
      ready = build(trust);
      contexts.put(trust, ready);
    }
    return ready;
  }

  private static SslContext build(Trust trust) throws SSLException {
    SslContextBuilder builder = SslContextBuilder.forClient();
    if (trust.any()) {
      return builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null)
          .build();
    }
    if (!trust.pin().isEmpty()) {
      return builder
          .trustManager(
              FingerprintTrustManagerFactory.builder("SHA-256").fingerprints(trust.pin()).build())
          .endpointIdentificationAlgorithm(null)
          .build();
    }
    return builder.endpointIdentificationAlgorithm("HTTPS").build();
  }
}
