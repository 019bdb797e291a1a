package dev.adit.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.aggregate.PoolTransport;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Dials a pool through a SOCKS5 proxy, over real sockets.
@Timeout(120)
class SocksIT {
  private ServerSocket pool;

  @SuppressWarnings("NullAway.Init") // set before each test
  SocksIT() {}

  @BeforeEach
  void listen() throws Exception {
    pool = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws Exception {
    pool.close();
  }

  private static Dialling through(int port, String user, String password) {
    return through(false, port, user, password);
  }

  private static Dialling through(boolean tls, int port, String user, String password) {
    PoolTransport.Socks5 proxy = new PoolTransport.Socks5("proxy.test", port, user, password);
    return new Dialling(
        new PoolTransport(tls, false, "", proxy), Map.of("proxy.test", List.of("127.0.0.1")));
  }

  @Test
  @DisplayName("T35: only the proxy is told the pool's name, and looks it up")
  void leavesThePoolsNameToTheProxy() throws Exception {
    try (SocksServer proxy = SocksServer.open();
        Dialling dialling = through(proxy.port(), "", "")) {
      assertThat(dialling.outcome("pool.onion", pool.getLocalPort())).isEqualTo("connected");
      // One that anybody can look up.
      assertThat(dialling.outcome("localhost", pool.getLocalPort())).isEqualTo("connected");
      assertThat(proxy.asked())
          .containsExactly(
              "name pool.onion " + pool.getLocalPort(), "name localhost " + pool.getLocalPort());
      assertThat(dialling.lookedUp).containsExactly("proxy.test", "proxy.test");
    }
  }

  @Test
  void asksForAnAddressAsAnAddress() throws Exception {
    try (SocksServer proxy = SocksServer.open();
        Dialling dialling = through(proxy.port(), "", "")) {
      int port = pool.getLocalPort();
      assertThat(dialling.outcome("2001:db8::7", port)).isEqualTo("connected");
      assertThat(dialling.outcome("192.0.2.7", port)).isEqualTo("connected");
      assertThat(proxy.asked())
          .containsExactly("IPv6 2001:db8:0:0:0:0:0:7 " + port, "IPv4 192.0.2.7 " + port);
    }
  }

  @Test
  void speaksTlsToThePoolByItsName() throws Exception {
    try (SocksServer proxy = SocksServer.open();
        Dialling dialling = through(true, proxy.port(), "", "")) {
      CompletableFuture<String> greeting = CompletableFuture.supplyAsync(this::firstRecord);
      assertThat(dialling.outcome("pool.onion", pool.getLocalPort()))
          .isEqualTo("the connection was closed");
      assertThat(greeting.get(60, TimeUnit.SECONDS)).contains("pool.onion");
    }
  }

  /// What a TLS client says first; the name that it wants is readable in it.
  private String firstRecord() {
    try (Socket client = pool.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readNBytes(3);
      return new String(in.readNBytes(in.readUnsignedShort()), US_ASCII);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void logsInWhereTheProxyAsksForIt() throws Exception {
    try (SocksServer proxy = SocksServer.withLogin("me", "p@:/% w");
        Dialling dialling = through(proxy.port(), "me", "p@:/% w")) {
      assertThat(dialling.outcome("pool.test", pool.getLocalPort())).isEqualTo("connected");
    }
  }

  @Test
  void saysThatThePasswordIsWrong() throws Exception {
    try (SocksServer proxy = SocksServer.withLogin("me", "right");
        Dialling dialling = through(proxy.port(), "me", "wrong")) {
      assertThat(dialling.outcome("pool.test", pool.getLocalPort()))
          .isEqualTo(
              "the SOCKS proxy proxy.test:%d refused the user or the password"
                  .formatted(proxy.port()));
      assertThat(proxy.asked()).isEmpty();
    }
  }

  @Test
  void saysThatAPasswordIsWanted() throws Exception {
    try (SocksServer proxy = SocksServer.withLogin("me", "right");
        Dialling dialling = through(proxy.port(), "", "")) {
      assertThat(dialling.outcome("pool.test", pool.getLocalPort()))
          .endsWith(proxy.port() + " wants a user and a password, or is none");
    }
  }

  @Test
  void saysWhatTheProxySaysAboutThePool() throws Exception {
    pool.close();
    try (SocksServer proxy = SocksServer.open();
        Dialling dialling = through(proxy.port(), "", "")) {
      assertThat(dialling.outcome("pool.test", pool.getLocalPort()))
          .endsWith(proxy.port() + " refused: connection refused");
    }
  }

  @Test
  void saysThatTheProxyIsNotThere() throws Exception {
    int closed = pool.getLocalPort();
    pool.close();
    try (Dialling dialling = through(closed, "", "")) {
      assertThat(dialling.outcome("pool.test", 3333))
          .isEqualTo(
              "the SOCKS proxy proxy.test:%d can't be reached: connection refused"
                  .formatted(closed));
    }
    try (Dialling dialling =
        new Dialling(
            new PoolTransport(
                false, false, "", new PoolTransport.Socks5("::nowhere", 1080, "", "")),
            Map.of())) {
      assertThat(dialling.outcome("pool.test", 3333))
          .isEqualTo("the SOCKS proxy [::nowhere]:1080 can't be reached: unknown host ::nowhere");
    }
  }

  @Test
  void givesUpOnAProxyThatSaysNothing() throws Exception {
    try (SocksServer proxy = SocksServer.open();
        Dialling dialling = through(proxy.port(), "", "")) {
      proxy.fallSilent();
      assertThat(dialling.outcome("pool.test", pool.getLocalPort()))
          .endsWith(proxy.port() + " did not answer in time");
    }
  }

  /// A proxy that nobody here wrote, where one is installed; else ours.
  @Test
  void getsThroughMicrosocksWithItsPassword() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> command = List.of("microsocks", "-i", "127.0.0.1", "-p", "" + port);
    Process theirs;
    try {
      theirs =
          new ProcessBuilder(
                  Stream.concat(command.stream(), Stream.of("-u", "me", "-P", "pw")).toList())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException notInstalled) {
      try (SocksServer ours = SocksServer.withLogin("me", "pw")) {
        throughALogin(ours.port());
      }
      return;
    }
    try {
      throughALogin(port);
    } finally {
      theirs.destroyForcibly().waitFor();
    }
  }

  private void throughALogin(int port) throws Exception {
    try (Dialling right = through(port, "me", "pw");
        Dialling wrong = through(port, "me", "no")) {
      String outcome = "";
      for (int i = 0; i < 100 && !outcome.equals("connected"); i++) {
        outcome = right.outcome("localhost", pool.getLocalPort());
      }
      assertThat(outcome).isEqualTo("connected");
      assertThat(wrong.outcome("localhost", pool.getLocalPort())).contains("refused the user");
    }
  }

  @Test
  void showsNoPassword() {
    assertThat(new PoolTransport.Socks5("::1", 1080, "me", "hunter2")).hasToString("[::1]:1080");
  }
}
