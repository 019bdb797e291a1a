package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class NotifySocketIT {
  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  NotifySocketIT() {}

  @BeforeAll
  static void onLinux() {
    assumeTrue(Epoll.isAvailable(), "needs Linux");
  }

  @Test
  void speaksAsSdNotifyDescribes() throws Exception {
    String path = directory.resolve("notify").toString();
    try (NotifyEar ear = new NotifyEar(path)) {
      NotifySocket socket = NotifySocket.of(Map.of("NOTIFY_SOCKET", path));
      socket.ready("serving\nfarm");
      assertThat(ear.next(5_000)).isEqualTo("READY=1\nSTATUS=serving farm");
      long before = System.nanoTime() / 1_000;
      socket.reloading();
      String reloading = ear.next(5_000);
      assertThat(reloading).startsWith("RELOADING=1\nMONOTONIC_USEC=");
      assertThat(Long.parseLong(String.valueOf(reloading).replaceFirst("(?s).*=", "")))
          .isBetween(before, System.nanoTime() / 1_000);
      socket.alive();
      assertThat(ear.next(5_000)).isEqualTo("WATCHDOG=1");
      socket.stopping();
      assertThat(ear.next(5_000)).isEqualTo("STOPPING=1\nSTATUS=stopping");
    }
  }

  @Test
  void findsASocketWithoutAFile() throws Exception {
    String name = "adit-test-" + System.nanoTime();
    try (NotifyEar ear = new NotifyEar("\0" + name)) {
      NotifySocket.of(Map.of("NOTIFY_SOCKET", "@" + name)).ready("x");
      assertThat(ear.next(5_000)).isEqualTo("READY=1\nSTATUS=x");
    }
  }

  @Test
  void nobodyListeningIsNoFailure() {
    NotifySocket.of(Map.of("NOTIFY_SOCKET", directory.resolve("gone").toString())).ready("x");
    NotifySocket.of(Map.of()).ready("x");
  }

  @Test
  void theHeartBeatsTwiceInTheTimeAskedForWhileItLives() throws Exception {
    String path = directory.resolve("notify").toString();
    Map<String, String> environment =
        Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "200000", "WATCHDOG_PID", pid());
    AtomicInteger asked = new AtomicInteger();
    try (NotifyEar ear = new NotifyEar(path);
        Heartbeat _ =
            Heartbeat.start(NotifySocket.of(environment), () -> asked.incrementAndGet() <= 3)) {
      for (int beat = 0; beat < 3; beat++) {
        assertThat(ear.next(5_000)).isEqualTo("WATCHDOG=1");
      }
      assertThat(ear.next(500)).isNull();
      assertThat(asked.get()).isBetween(4, 12);
    }
  }

  @Test
  void theWatchdogOfAnotherProcessIsNotOurs() {
    assertThat(watched("WATCHDOG_PID", "1")).isFalse();
    assertThat(watched("WATCHDOG_PID", pid())).isTrue();
    assertThat(watched("X", "")).isTrue();
    assertThat(watched("WATCHDOG_USEC", "soon")).isFalse();
  }

  private static boolean watched(String name, String value) {
    Map<String, String> environment =
        new HashMap<>(Map.of("NOTIFY_SOCKET", "/x", "WATCHDOG_USEC", "30000000"));
    environment.put(name, value);
    return NotifySocket.of(environment).watchdogMicros().isPresent();
  }

  private static String pid() {
    return Long.toString(ProcessHandle.current().pid());
  }
}
