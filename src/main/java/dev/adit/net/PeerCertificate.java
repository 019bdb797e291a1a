package dev.adit.net;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Who the other side of a connection has shown itself to be.
public final class PeerCertificate {
  private PeerCertificate() {}

  /// Of its certificate, 64 hex digits; "" without TLS, or before its handshake.
  public static String sha256(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      return "";
    }
    try {
      byte[] encoded = tls.engine().getSession().getPeerCertificates()[0].getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (SSLPeerUnverifiedException | CertificateEncodingException none) {
      return "";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
