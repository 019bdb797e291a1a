package dev.adit.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/// An address whose connections are never made: the queue of a socket that nobody accepts from is
/// full, so the kernel drops what comes.
public final class BlackHole implements AutoCloseable {
  private static final int MOST = 64;
  private static final int TAKEN_MILLIS = 250;

  private final ServerSocket full;
  private final List<Socket> queued = new ArrayList<>();

  /// @param port 0 for any free one
  public BlackHole(String address, int port) throws IOException {
    full = new ServerSocket(port, 1, InetAddress.getByName(address));
    while (queued.size() < MOST) {
      Socket filler = new Socket();
      try {
        filler.connect(full.getLocalSocketAddress(), TAKEN_MILLIS);
        queued.add(filler);
      } catch (SocketTimeoutException noRoom) {
        filler.close();
        return;
      }
    }
    throw new IOException("the kernel queues whatever comes");
  }

  String address() {
    return full.getInetAddress().getHostAddress();
  }

  public int port() {
    return full.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    for (Socket filler : queued) {
      filler.close();
    }
    full.close();
  }
}
