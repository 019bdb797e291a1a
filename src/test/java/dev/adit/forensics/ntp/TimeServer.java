package dev.adit.forensics.ntp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.commons.net.ntp.NtpV3Impl;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeStamp;
import org.jspecify.annotations.Nullable;

/// A time server on loopback that says whatever a test wants.
final class TimeServer implements AutoCloseable {
  final AtomicInteger asked = new AtomicInteger();
  private final DatagramSocket socket;
  private final UnaryOperator<byte @Nullable []> answer;

  /// @param answer to a question's bytes; null for none
  TimeServer(UnaryOperator<byte @Nullable []> answer) throws SocketException {
    this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    this.answer = answer;
    Thread.ofPlatform().daemon().start(this::run);
  }

  /// A good one, by whose time this machine's clock is so much behind.
  static TimeServer ahead(long millis) throws SocketException {
    return new TimeServer(question -> good(question, millis).getDatagramPacket().getData());
  }

  static NtpV3Impl good(byte[] question, long aheadMillis) {
    NtpV3Impl asked = new NtpV3Impl();
    asked.setDatagramPacket(new DatagramPacket(question, question.length));
    NtpV3Impl said = new NtpV3Impl();
    said.setVersion(NtpV3Packet.VERSION_4);
    said.setMode(NtpV3Packet.MODE_SERVER);
    said.setStratum(2);
    said.setOriginateTimeStamp(asked.getTransmitTimeStamp());
    TimeStamp now = TimeStamp.getNtpTime(System.currentTimeMillis() + aheadMillis);
    said.setReceiveTimeStamp(now);
    said.setTransmitTime(now);
    return said;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void run() {
    byte[] room = new byte[1_000];
    try {
      while (true) {
        DatagramPacket question = new DatagramPacket(room, room.length);
        socket.receive(question);
        asked.incrementAndGet();
        byte[] bytes = answer.apply(Arrays.copyOf(room, question.getLength()));
        if (bytes != null) {
          socket.send(new DatagramPacket(bytes, bytes.length, question.getSocketAddress()));
        }
      }
    } catch (IOException over) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(over);
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
