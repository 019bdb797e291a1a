package dev.adit.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// An address whose connections are never made: the queue of a socket that nobody accepts from is
/// full, so the kernel drops what comes.
final class BlackHole implements AutoCloseable {
  private final ServerSocket full;
  private final List<SocketChannel> queued = new ArrayList<>();

  BlackHole(String address, int port) throws IOException, InterruptedException {
    full = new ServerSocket(port, 1, InetAddress.getByName(address));
    for (int i = 0; i < 8; i++) {
      SocketChannel filler = SocketChannel.open();
      queued.add(filler);
      filler.configureBlocking(false);
      filler.connect(new InetSocketAddress(InetAddress.getByName(address), port));
    }
    Thread.sleep(100); // for the kernel to have queued them
  }

  String address() {
    return full.getInetAddress().getHostAddress();
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel filler : queued) {
      filler.close();
    }
    full.close();
  }
}
