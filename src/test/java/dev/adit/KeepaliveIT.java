package dev.adit;

import static dev.adit.FrontDoor.isServed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the kernel was told of a miner's socket, read back from it. Only where there is epoll:
/// Java's own sockets can't be looked at from outside.
@Timeout(120)
class KeepaliveIT {
  @TempDir private Path directory;
  private FrontDoor door;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  KeepaliveIT() {}

  @BeforeEach
  void openPool() throws Exception {
    assumeTrue(Epoll.isAvailable());
    door = new FrontDoor(directory);
  }

  @AfterEach
  void close() throws Exception {
    if (Epoll.isAvailable()) {
      door.close();
    }
  }

  /// The other end of the connection is a file of this very process.
  private static EpollSocketChannelConfig otherEndOf(Socket miner) throws IOException {
    String inode = "socket:[" + inode(miner.getPort(), miner.getLocalPort()) + "]";
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      Path file = files.filter(it -> leadsTo(inode, it)).findFirst().orElseThrow();
      return new EpollSocketChannel(Integer.parseInt(String.valueOf(file.getFileName()))).config();
    }
  }

  /// Of the connection between these ports, as the kernel lists it.
  private static String inode(int localPort, int remotePort) throws IOException {
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
        String[] words = line.strip().split(" +", -1);
        if (words[1].endsWith(":%04X".formatted(localPort))
            && words[2].endsWith(":%04X".formatted(remotePort))) {
          return words[9];
        }
      }
    }
    throw new AssertionError("no such connection");
  }

  private static boolean leadsTo(String inode, Path file) {
    try {
      return Files.readSymbolicLink(file).toString().equals(inode);
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  private EpollSocketChannelConfig accepted(String listener) throws Exception {
    door.open(listener, "");
    Socket miner = door.connect("127.0.0.2");
    assertThat(isServed(miner)).isTrue();
    return otherEndOf(miner);
  }

  @Test
  void isSetOnEachSocketAsTheListenerSays() throws Exception {
    EpollSocketChannelConfig kernel =
        accepted(
            "keepalive = { idle = \"70s\", interval = \"7s\", count = 5 }\nuser_timeout = \"42s\"");
    assertThat(kernel.isKeepAlive()).isTrue();
    assertThat(kernel.getTcpKeepIdle()).isEqualTo(70);
    assertThat(kernel.getTcpKeepIntvl()).isEqualTo(7);
    assertThat(kernel.getTcpKeepCnt()).isEqualTo(5);
    assertThat(kernel.getTcpUserTimeout()).isEqualTo(42_000);
  }

  @Test
  void isLeftToTheSystemWhereTheListenerSaysSo() throws Exception {
    EpollSocketChannelConfig kernel =
        accepted("keepalive = { idle = \"0s\" }\nuser_timeout = \"0s\"");
    assertThat(kernel.isKeepAlive()).isFalse();
    assertThat(kernel.getTcpUserTimeout()).isZero();
  }
}
