package dev.adit;

import static dev.adit.FrontDoor.HELLO;
import static dev.adit.FrontDoor.hear;
import static dev.adit.FrontDoor.isServed;
import static dev.adit.FrontDoor.view;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.guard.Guard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Connections by a load balancer, and by others that say they were one.
@Timeout(120)
class ProxyHeaderIT {
  @TempDir private Path directory;
  private FrontDoor door;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  ProxyHeaderIT() {}

  @BeforeEach
  void openPool() throws Exception {
    door = new FrontDoor(directory);
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  private static final String TRUST = "proxy_protocol = [\"127.0.0.2\"]";

  private static byte[] version2(String from) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(new byte[] {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10, 0x21, 0x11, 0, 12});
    header.write(InetAddress.getByName(from).getAddress());
    header.write(InetAddress.getByName("198.51.100.1").getAddress());
    header.write(ByteBuffer.allocate(4).putShort((short) 999).putShort((short) 3333).array());
    return header.toByteArray();
  }

  private static byte[] version1(String from) {
    return ("PROXY TCP4 " + from + " 198.51.100.1 999 3333\r\n").getBytes(US_ASCII);
  }

  @Test
  void countsWhomTheHeaderNames() throws Exception {
    Guard guard = door.open(TRUST, "");
    for (byte[] header : List.of(version1("192.0.2.7"), version2("192.0.2.8"))) {
      Socket miner = door.connect("127.0.0.2");
      miner.getOutputStream().write(header);
      assertThat(isServed(miner)).isTrue();
    }
    assertThat(view(guard, "192.0.2.7").okLogins()).isEqualTo(1);
    assertThat(view(guard, "192.0.2.8").okLogins()).isEqualTo(1);
    assertThat(guard.address(InetAddress.getByName("127.0.0.2"), System.nanoTime())).isEmpty();
  }

  @Test
  void losesNoByteThatComesWithTheHeader() throws Exception {
    door.open(TRUST, "");
    Socket miner = door.connect("127.0.0.2");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(version2("192.0.2.7"));
    all.write(HELLO.getBytes(UTF_8));
    miner.getOutputStream().write(all.toByteArray());
    assertThat(hear(miner)).isNotNull();
  }

  @Test
  void bansWhomTheHeaderNamesAndNotTheBalancer() throws Exception {
    Guard guard = door.open(TRUST, "");
    guard.ban(InetAddress.getByName("192.0.2.7"), 3_600_000_000_000L, System.nanoTime());
    Socket banned = door.connect("127.0.0.2");
    banned.getOutputStream().write(version1("192.0.2.7"));
    assertThat(isServed(banned)).isFalse();
    Socket other = door.connect("127.0.0.2");
    other.getOutputStream().write(version1("192.0.2.8"));
    assertThat(isServed(other)).isTrue();
  }

  @Test
  void limitsNoHealthChecksOfAnAllowedBalancerButWhoComesThroughIt() throws Exception {
    door.open(TRUST, "max_per_ip = 1\nallow = [\"127.0.0.2\"]");
    for (int i = 0; i < 2; i++) {
      Socket check = door.connect("127.0.0.2");
      check.getOutputStream().write("PROXY UNKNOWN\r\n".getBytes(US_ASCII));
      assertThat(isServed(check)).isTrue();
    }
    for (boolean first : new boolean[] {true, false}) {
      Socket miner = door.connect("127.0.0.2");
      miner.getOutputStream().write(version1("192.0.2.7"));
      assertThat(isServed(miner)).isEqualTo(first);
    }
  }

  @Test
  void servesNobodyWithoutAHeader() throws Exception {
    door.open(TRUST, "");
    assertThat(door.isServed("127.0.0.2")).isFalse();
  }

  @Test
  @DisplayName("T39 a spoofed PROXY header from an untrusted peer cannot bypass a ban")
  void takesTheHeaderOfAnybodyElseForGarbage() throws Exception {
    Guard guard = door.open(TRUST, "allow = [\"192.0.2.7\"]");
    for (byte[] header : List.of(version1("192.0.2.7"), version2("192.0.2.7"))) {
      Socket liar = door.connect("127.0.0.3");
      liar.getOutputStream().write(header);
      assertThat(hear(liar)).isNull();
    }
    assertThat(view(guard, "127.0.0.3").failedRequests()).isEqualTo(2);
    assertThat(guard.address(InetAddress.getByName("192.0.2.7"), System.nanoTime())).isEmpty();
  }
}
