package dev.adit.net;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// A server's TLS with a client that believes anything, in memory. It fails where the key does not
/// belong to the certificate, as between the two copies of a renewal: Java notices nothing of that
/// until miners are turned away.
final class TrialHandshake {
  private static final int MOST_STEPS = 100;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine server;
  private final SSLEngine client;

  private TrialHandshake(SSLEngine server, SSLEngine client) {
    this.server = server;
    this.client = client;
  }

  /// @throws SSLException where no miner could connect either
  static void with(SslContext tls) throws SSLException {
    SslContext trusting =
        SslContextBuilder.forClient()
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null)
            .build();
    new TrialHandshake(
            tls.newEngine(ByteBufAllocator.DEFAULT), trusting.newEngine(ByteBufAllocator.DEFAULT))
        .run();
  }

  private void run() throws SSLException {
    int size = Math.max(server.getSession().getPacketBufferSize(), 1 << 15);
    ByteBuffer toServer = ByteBuffer.allocate(size);
    ByteBuffer toClient = ByteBuffer.allocate(size);
    client.beginHandshake();
    server.beginHandshake();
    for (int step = 0; step < MOST_STEPS; step++) {
      step(client, toClient, toServer);
      step(server, toServer, toClient);
      if (server.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
        return;
      }
    }
    throw new SSLException("the handshake does not come to an end");
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> engine.getDelegatedTask().run();
      case NEED_WRAP -> engine.wrap(NOTHING, out);
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
        in.flip();
        engine.unwrap(in, ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()));
        in.compact();
      }
      case FINISHED, NOT_HANDSHAKING -> {}
    }
  }
}
