package dev.adit.net;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// TLS towards miners.
public final class MinerTls {
  private MinerTls() {}

  /// What the files hold, tried out; null where there are none.
  ///
  /// @throws IOException with a message for the user
  public static @Nullable SslContext context(ListenerSettings.@Nullable Tls files)
      throws IOException {
    if (files == null) {
      return null;
    }
    mustBeReadable(files.certificate());
    mustBeReadable(files.key());
    SslContext context = read(files);
    try {
      TrialHandshake.with(context);
    } catch (SSLException unfit) {
      throw new IOException(named(files) + " do not belong together: " + reason(unfit), unfit);
    }
    return context;
  }

  private static SslContext read(ListenerSettings.Tls files) throws IOException {
    try {
      return SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
          .build();
    } catch (IllegalArgumentException | IOException unusable) {
      throw new IOException(
          named(files)
              + " can't be used: "
              + reason(unusable)
              + "; both must be PEM, the key PKCS#8 without password (openssl pkcs8 -topk8"
              + " -nocrypt)",
          unusable);
    }
  }

  private static String named(ListenerSettings.Tls files) {
    return "the certificate " + files.certificate() + " and the key " + files.key();
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
