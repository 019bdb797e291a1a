package dev.adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void namesWhatAPersonCanActOn() {
    assertThat(Failure.inWords(new UnknownHostException("pool.x")))
        .isEqualTo("unknown host pool.x");
    assertThat(Failure.inWords(new ConnectTimeoutException("connection timed out: /1.2.3.4:5")))
        .isEqualTo("no answer to the connection attempt");
    assertThat(
            Failure.inWords(
                new ConnectException("finishConnect(..) failed: Connection refused: /1.2.3.4:5")))
        .isEqualTo("connection refused");
    assertThat(Failure.inWords(new IOException("recvAddress(..) failed: Connection reset by peer")))
        .isEqualTo("connection reset");
  }

  @Test
  void saysWhyACertificateIsNotTrusted() {
    assertThat(
            Failure.inWords(handshake(new CertificateException("No name matching pool.x found"))))
        .isEqualTo("certificate not trusted: No name matching pool.x found");
    assertThat(
            Failure.inWords(
                handshake(
                    new CertPathValidatorException(
                        "validity check failed", new CertificateExpiredException("NotAfter: …")))))
        .isEqualTo("certificate not trusted: it has expired");
    assertThat(Failure.inWords(new DecoderException(new NotSslRecordException("not an SSL/TLS"))))
        .isEqualTo("it does not speak TLS");
  }

  @Test
  void tellsTheNetworksFaultsFromOurs() {
    assertThat(Failure.isOfTheConnection(new IOException("Broken pipe"))).isTrue();
    assertThat(Failure.isOfTheConnection(new DecoderException(new SSLHandshakeException("no"))))
        .isTrue();
    assertThat(Failure.isOfTheConnection(new DecoderException(new IllegalStateException())))
        .isFalse();
    assertThat(Failure.isOfTheConnection(new NullPointerException())).isFalse();
  }

  private static SSLHandshakeException handshake(Exception cause) {
    SSLHandshakeException failed = new SSLHandshakeException(cause.getMessage());
    failed.initCause(cause);
    return failed;
  }
}
