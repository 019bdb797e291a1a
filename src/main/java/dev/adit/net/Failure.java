package dev.adit.net;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What went wrong with a connection, in words for a person.
public final class Failure {
  private Failure() {}

  /// One whose message is such words already.
  static final class Told extends IOException {
    private static final long serialVersionUID = 1L;

    Told(String words) {
      super(words);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this; // it is a sentence, not a fault
    }
  }

  /// Whether the network or the other side is to blame, and no code of ours.
  public static boolean isOfTheConnection(Throwable cause) {
    return cause instanceof IOException
        || (cause instanceof DecoderException && cause.getCause() instanceof SSLException);
  }

  /// Whether the other side speaks no TLS at all, though it should.
  static boolean isNoTls(Throwable cause) {
    return find(cause, NotSslRecordException.class) != null;
  }

  public static String inWords(Throwable cause) {
    if (cause instanceof Told) {
      return text(cause);
    }
    if (find(cause, CertificateExpiredException.class) != null) {
      return "certificate not trusted: it has expired";
    }
    if (find(cause, CertificateNotYetValidException.class) != null) {
      return "certificate not trusted: it is not valid yet";
    }
    if (find(cause, CertPathBuilderException.class) != null) {
      return "certificate not trusted: no known authority has signed it";
    }
    CertificateException certificate = find(cause, CertificateException.class);
    if (certificate != null) {
      return "certificate not trusted: " + text(certificate);
    }
    if (isNoTls(cause)) {
      return "it does not speak TLS";
    }
    SSLException tls = find(cause, SSLException.class);
    if (tls != null) {
      return "TLS failed: " + text(tls);
    }
    return switch (cause) {
      case UnknownHostException unknown -> "unknown host " + unknown.getMessage();
      case ConnectTimeoutException _ -> "no answer to the connection attempt";
      case NoRouteToHostException _ -> "no route to the host";
      case ConnectException refused -> withoutAddress(text(refused));
      case ClosedChannelException _ -> "the connection was closed";
      default -> withoutAddress(text(cause));
    };
  }

  private static <T extends Throwable> @Nullable T find(Throwable from, Class<T> kind) {
    Throwable cause = from;
    for (int depth = 0; cause != null && depth < 12; depth++) {
      if (kind.isInstance(cause)) {
        return kind.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /// Netty says `connect(..) failed with error(-111): Connection refused: host/1.2.3.4:3333`.
  private static String withoutAddress(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    for (String known :
        new String[] {
          "connection refused",
          "connection reset",
          "broken pipe",
          "network is unreachable",
          "connection timed out"
        }) {
      if (lower.contains(known)) {
        return known;
      }
    }
    return message;
  }
}
