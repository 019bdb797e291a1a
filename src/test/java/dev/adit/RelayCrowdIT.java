package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Very many short flows leave nothing behind. `-Dadit.flows=100000` for more of them.
@Timeout(550)
@EnabledOnOs(OS.LINUX) // where open descriptors can be counted
@SuppressWarnings("try") // what interrupts a close ends the test
class RelayCrowdIT {
  private static final int FLOWS = Integer.getInteger("adit.flows", 8_000);
  private static final int CLIENTS = 4;

  @TempDir private Path directory;

  private static int descriptors() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }

  private static long heapInUse() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void serve(ServerSocket target) {
    while (!target.isClosed()) {
      try (Socket served = target.accept()) {
        served.getOutputStream().write(served.getInputStream().read());
        served.getInputStream().read();
      } catch (IOException broken) {
        // a client has broken off, or the test is over
      }
    }
  }

  private static void talk(RelayGate gate, int flows) {
    try {
      for (int i = 0; i < flows; i++) {
        try (Socket client = gate.connect()) {
          client.getOutputStream().write(i & 0x7f);
          assertThat(client.getInputStream().read()).isEqualTo(i & 0x7f);
          client.setSoLinger(true, 0); // no port stays taken for a minute
        }
      }
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  void leaveDescriptorsAndMemoryAsTheyWere() throws Exception {
    try (ServerSocket target = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        RelayGate gate = new RelayGate(directory)) {
      for (int i = 0; i < CLIENTS; i++) {
        Thread.ofVirtual().start(() -> serve(target));
      }
      gate.open(
          "to = \"127.0.0.1:%d\"\n[guard]\nenabled = false\n".formatted(target.getLocalPort()));
      talk(gate, 500);
      gate.awaitEnds(500);
      int before = descriptors();
      long heapBefore = heapInUse();
      List<CompletableFuture<Void>> all =
          IntStream.range(0, CLIENTS)
              .mapToObj(
                  _ ->
                      CompletableFuture.runAsync(
                          () -> talk(gate, FLOWS / CLIENTS), Thread::startVirtualThread))
              .toList();
      for (CompletableFuture<Void> one : all) {
        one.get(500, TimeUnit.SECONDS);
      }
      gate.awaitEnds(500 + FLOWS / CLIENTS * CLIENTS);
      assertThat(gate.view().open()).isZero();
      // The test's own last sockets may still be on their way out.
      assertThat(descriptors()).isLessThanOrEqualTo(before + 2 * CLIENTS);
      assertThat(heapInUse()).isLessThan(heapBefore + (8 << 20));
    }
  }
}
