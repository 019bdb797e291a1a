package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.relay.RelayView;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// More clients than there are places, each with an address of its own in 127.0.0.0/8: what they
/// took comes back. `-Dadit.udp.clients=100000` for the crowd of the acceptance, which is run by
/// hand.
@SuppressWarnings("try") // what interrupts a close ends the test
@Timeout(300)
class UdpCrowdIT {
  private static final int CLIENTS = Integer.getInteger("adit.udp.clients", 20_000);
  private static final int SESSIONS = 4_000;
  private static final long MEBIBYTE = 1 << 20;

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  UdpCrowdIT() {}

  @Test
  void leavesNothingOpenThatACrowdHasTaken() throws Exception {
    try (UdpEcho echo = new UdpEcho(0);
        RelayGate gate = new RelayGate(directory, "udp", "127.0.0.1")) {
      gate.open(
          "to = \"127.0.0.1:%d\"\nmax_sessions = %d\nidle_timeout = \"10s\"\n"
              .formatted(echo.port(), SESSIONS));
      speak(gate.port(), 1, 500);
      gate.awaitEnds(500);
      long descriptors = descriptors();
      long memory = heapBytes();
      long direct = directBytes();
      long began = System.nanoTime();
      int answered = speak(gate.port(), 1_000, CLIENTS);
      double seconds = (System.nanoTime() - began) / 1e9;
      RelayView full = gate.view();
      long perSession = (heapBytes() - memory) / Math.max(1, full.open());
      gate.awaitEnds(500 + CLIENTS);
      System.out.printf(
          "%d clients, %d answered, %.0f sessions/s; %d open with %d bytes of heap each%n",
          CLIENTS, answered, CLIENTS / seconds, full.open(), perSession);
      RelayView after = gate.view();
      assertThat(answered).isEqualTo(CLIENTS);
      assertThat(after.open()).isZero();
      assertThat(after.begun()).isEqualTo(500L + CLIENTS);
      assertThat(after.dropped()).isZero();
      assertThat(after.ended().getOrDefault("displaced", 0L)).isPositive();
      assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
      assertThat(heapBytes() - memory).isLessThan(48 * MEBIBYTE);
      assertThat(directBytes() - direct).isLessThan(8 * MEBIBYTE);
    }
  }

  /// One client after another; says how many were answered.
  private static int speak(int port, int first, int count) throws Exception {
    ByteBuffer packet = ByteBuffer.allocateDirect(64);
    InetSocketAddress relay = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    int answered = 0;
    for (int i = first; i < first + count; i++) {
      String from = "127.%d.%d.%d".formatted(1 + i / 62_500, i / 250 % 250, 1 + i % 250);
      try (DatagramChannel client = DatagramChannel.open()) {
        client.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        client.bind(new InetSocketAddress(from, 0));
        client.connect(relay);
        client.write(packet.clear().putInt(i).flip());
        client.socket().setSoTimeout(5_000);
        DatagramPacket answer = new DatagramPacket(new byte[64], 64);
        client.socket().receive(answer);
        answered += ByteBuffer.wrap(answer.getData()).getInt() == i ? 1 : 0;
      }
    }
    return answered;
  }

  private static long descriptors() throws Exception {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  private static long heapBytes() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
