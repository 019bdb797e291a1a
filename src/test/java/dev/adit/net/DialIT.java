package dev.adit.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.PoolTransport;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Dials over real sockets.
@Timeout(120)
class DialIT {

  private static ServerSocket listen(String address) throws Exception {
    return new ServerSocket(0, 50, InetAddress.getByName(address));
  }

  @Test
  void goesOnToTheNextAddressOfANameWhenOneRefuses() throws Exception {
    try (ServerSocket pool = listen("127.0.0.1");
        Dialling dialling =
            new Dialling(
                PoolTransport.PLAIN, Map.of("pool.test", List.of("127.0.0.2", "127.0.0.1")))) {
      assertThat(dialling.outcome("pool.test", pool.getLocalPort())).isEqualTo("connected");
    }
  }

  @Test
  @DisplayName("a first address that swallows everything does not keep the second one waiting")
  void doesNotWaitForAnAddressThatSwallowsEverything() throws Exception {
    try (ServerSocket pool = listen("127.0.0.1");
        BlackHole hole = new BlackHole("127.0.0.2", pool.getLocalPort());
        Dialling dialling =
            new Dialling(
                PoolTransport.PLAIN, Map.of("pool.test", List.of("127.0.0.2", "127.0.0.1")))) {
      long began = System.nanoTime();
      assertThat(dialling.outcome("pool.test", pool.getLocalPort())).isEqualTo("connected");
      // Less than the 10 s that a single address is given.
      assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
      assertThat(hole.address()).isEqualTo("127.0.0.2");
    }
  }

  @Test
  void looksTheNameUpAnewForEachDial() throws Exception {
    try (ServerSocket pool = listen("127.0.0.1");
        Dialling dialling =
            new Dialling(PoolTransport.PLAIN, Map.of("pool.test", List.of("127.0.0.1")))) {
      dialling.outcome("pool.test", pool.getLocalPort());
      dialling.outcome("pool.test", pool.getLocalPort());
      assertThat(dialling.lookedUp).containsExactly("pool.test", "pool.test");
    }
  }

  @Test
  void saysWhyNoAddressWillDo() throws Exception {
    int closed;
    try (ServerSocket pool = listen("127.0.0.1")) {
      closed = pool.getLocalPort();
    }
    try (Dialling dialling =
        new Dialling(PoolTransport.PLAIN, Map.of("pool.test", List.of("127.0.0.2", "127.0.0.1")))) {
      assertThat(dialling.outcome("pool.test", closed)).isEqualTo("connection refused");
      assertThat(dialling.outcome("other.test", closed)).isEqualTo("unknown host other.test");
    }
  }
}
