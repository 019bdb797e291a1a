package dev.adit.sim;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// What a relay leads to in a measurement: it swallows what it is sent, or sends it back. A thread
/// for each connection.
final class RelayBackend implements AutoCloseable {
  /// The first byte of a connection: what follows is swallowed; at its end one byte is answered.
  static final byte SWALLOW = 's';

  /// The first byte of a connection: what follows is sent back.
  static final byte ECHO = 'e';

  static final int PIECE_BYTES = 1 << 18;

  private final ServerSocketChannel door;

  private RelayBackend(ServerSocketChannel door) {
    this.door = door;
  }

  /// @throws IOException where the address can't be had
  static RelayBackend start(InetSocketAddress listen) throws IOException {
    ServerSocketChannel door = ServerSocketChannel.open();
    door.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    door.bind(listen, 4_096);
    RelayBackend backend = new RelayBackend(door);
    Thread.ofPlatform().daemon().name("bench-backend").start(backend::acceptAll);
    return backend;
  }

  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) door.getLocalAddress();
  }

  private void acceptAll() {
    while (door.isOpen()) {
      try {
        SocketChannel client = door.accept();
        Thread.ofPlatform().daemon().start(() -> serve(client));
      } catch (IOException closed) {
        // the loop's condition tells
      }
    }
  }

  private static void serve(SocketChannel client) {
    try (client) {
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      ByteBuffer first = ByteBuffer.allocate(1);
      if (client.read(first) == 1) {
        if (first.get(0) == ECHO) {
          echo(client);
        } else {
          swallow(client);
        }
      }
    } catch (IOException over) {
      // the other side has gone
    }
  }

  private static void echo(SocketChannel client) throws IOException {
    ByteBuffer piece = ByteBuffer.allocateDirect(4_096);
    while (client.read(piece) >= 0) {
      piece.flip();
      while (piece.hasRemaining()) {
        client.write(piece);
      }
      piece.clear();
    }
  }

  private static void swallow(SocketChannel client) throws IOException {
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    while (client.read(piece) >= 0) {
      piece.clear();
    }
    client.write(ByteBuffer.wrap(new byte[1]));
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
