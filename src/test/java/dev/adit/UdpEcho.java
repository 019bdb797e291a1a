package dev.adit;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A target that sends back what it gets.
@SuppressWarnings("try") // what interrupts a close ends the test
final class UdpEcho implements AutoCloseable {
  private final DatagramSocket socket;
  private final Set<SocketAddress> clients = ConcurrentHashMap.newKeySet();
  private final AtomicLong heard = new AtomicLong();
  private final Thread thread;

  UdpEcho(int port) throws IOException {
    this(InetAddress.getLoopbackAddress(), port);
  }

  UdpEcho(InetAddress address, int port) throws IOException {
    socket = new DatagramSocket(port, address);
    thread = Thread.ofPlatform().daemon().start(this::run);
  }

  private void run() {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    while (!socket.isClosed()) {
      try {
        packet.setLength(65_536);
        socket.receive(packet);
        heard.incrementAndGet();
        clients.add(packet.getSocketAddress());
        socket.send(packet);
      } catch (IOException closed) {
        // the loop's condition says whether it is
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /// Where datagrams have come from.
  Set<SocketAddress> clients() {
    return clients;
  }

  long heard() {
    return heard.get();
  }

  @Override
  public void close() throws Exception {
    socket.close();
    thread.join();
  }
}
