package dev.adit.net;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// TLS towards miners.
final class MinerTls {
  private MinerTls() {}

  /// @throws IOException with a message for the user
  static SslContext context(ListenerSettings.Tls files) throws IOException {
    mustBeReadable(files.certificate());
    mustBeReadable(files.key());
    try {
      return SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
          .build();
    } catch (IllegalArgumentException | IOException unusable) {
      throw new IOException(
          "the certificate "
              + files.certificate()
              + " and the key "
              + files.key()
              + " can't be used: "
              + reason(unusable)
              + "; both must be PEM, the key PKCS#8 without password (openssl pkcs8 -topk8"
              + " -nocrypt)",
          unusable);
    }
  }

  private static void mustBeReadable(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("can't read " + file + ": is it there, and may this user read it?");
    }
  }

  private static String reason(Throwable unusable) {
    Throwable deepest = unusable;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }
}
