package dev.adit.net;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// TLS towards pools. The certificate must be for the host that was dialled, signed by an authority
/// that Java knows, unless verification is switched off.
///
/// Reading the authorities takes a tenth of a second: not before it is needed, and not on a loop.
/// Thread-safe.
final class PoolTls {
  private @Nullable SslContext verifying;
  private @Nullable SslContext trusting;

  synchronized SslContext context(boolean skipVerify) throws SSLException {
    SslContext ready = skipVerify ? trusting : verifying;
    if (ready == null) {
      ready = skipVerify ? buildTrusting() : buildVerifying();
    }
    return ready;
  }

  private SslContext buildVerifying() throws SSLException {
    SslContext built =
        SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS").build();
    verifying = built;
    return built;
  }

  private SslContext buildTrusting() throws SSLException {
    SslContext built =
        SslContextBuilder.forClient()
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null)
            .build();
    trusting = built;
    return built;
  }
}
