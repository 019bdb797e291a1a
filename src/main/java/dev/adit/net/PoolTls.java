package dev.adit.net;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.FingerprintTrustManagerFactory;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLException;

/// TLS towards pools. The certificate must be for the host that was dialled, signed by an authority
/// that Java knows, unless one is pinned, which then is the only one believed, or verification is
/// switched off.
///
/// Reading the authorities takes a tenth of a second: not before it is needed, and not on a loop.
/// Thread-safe.
final class PoolTls {
  private final Map<PoolTransport, SslContext> contexts = new HashMap<>();

  synchronized SslContext context(PoolTransport transport) throws SSLException {
    SslContext ready = contexts.get(transport);
    if (ready == null) {
      ready = build(transport);
      contexts.put(transport, ready);
    }
    return ready;
  }

  private static SslContext build(PoolTransport transport) throws SSLException {
    SslContextBuilder builder = SslContextBuilder.forClient();
    if (transport.skipVerify()) {
      return builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null)
          .build();
    }
    if (!transport.certificateSha256().isEmpty()) {
      return builder
          .trustManager(
              FingerprintTrustManagerFactory.builder("SHA-256")
                  .fingerprints(transport.certificateSha256())
                  .build())
          .endpointIdentificationAlgorithm(null)
          .build();
    }
    return builder.endpointIdentificationAlgorithm("HTTPS").build();
  }
}
