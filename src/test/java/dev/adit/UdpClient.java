package dev.adit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A client of a UDP relay, with a socket of its own. Not connected, so that it sees from where it
/// is answered.
final class UdpClient implements AutoCloseable {
  private final DatagramSocket socket;
  private InetSocketAddress to;
  private @Nullable InetSocketAddress answeredFrom;

  UdpClient(int port) throws IOException {
    this("127.0.0.1", "127.0.0.1", port);
  }

  UdpClient(String from, String to, int port) throws IOException {
    this.socket = new DatagramSocket(0, InetAddress.getByName(from));
    this.to = new InetSocketAddress(to, port);
  }

  /// From now on it speaks to another address.
  void to(String host) {
    to = new InetSocketAddress(host, to.getPort());
  }

  int port() {
    return socket.getLocalPort();
  }

  void send(byte[] content) throws IOException {
    socket.send(new DatagramPacket(content, content.length, to));
  }

  void send(String content) throws IOException {
    send(content.getBytes(US_ASCII));
  }

  /// Null where none comes in time.
  byte @Nullable [] receive(int millis) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    socket.setSoTimeout(millis);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException none) {
      return null;
    }
    answeredFrom = (InetSocketAddress) packet.getSocketAddress();
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  /// The text of the next one; "nothing" where none comes in time.
  String receive() throws IOException {
    byte[] answer = receive(5_000);
    return answer == null ? "nothing" : new String(answer, US_ASCII);
  }

  @Nullable InetSocketAddress answeredFrom() {
    return answeredFrom;
  }

  @Override
  public void close() {
    socket.close();
  }
}
