package dev.adit.host;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ear of the service manager: a datagram socket on which it hears how the service does, as
/// sd_notify(3) describes. Where nobody listens, nothing is said and nothing loaded. Thread-safe.
public final class NotifySocket {
  private static final Logger LOG = LoggerFactory.getLogger(NotifySocket.class);

  private final @Nullable String path;
  private final OptionalLong watchdogMicros;

  private NotifySocket(@Nullable String path, OptionalLong watchdogMicros) {
    this.path = path;
    this.watchdogMicros = watchdogMicros;
  }

  /// As the service manager says in the environment of this process: `NOTIFY_SOCKET` is a path, or
  /// behind `@` a name without a file; `WATCHDOG_USEC` is how often it wants to hear from us, if
  /// `WATCHDOG_PID` is us or not given.
  public static NotifySocket of(Map<String, String> environment) {
    String path = environment.get("NOTIFY_SOCKET");
    if (path == null || !(path.startsWith("/") || path.startsWith("@"))) {
      return new NotifySocket(null, OptionalLong.empty());
    }
    String pid = environment.get("WATCHDOG_PID");
    boolean ours = pid == null || pid.equals(Long.toString(ProcessHandle.current().pid()));
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    boolean asked = ours && micros.matches("[1-9]\\d{0,17}");
    return new NotifySocket(
        path, asked ? OptionalLong.of(Long.parseLong(micros)) : OptionalLong.empty());
  }

  /// How long it waits for [#alive] before it takes us for dead; empty where it does not wait.
  OptionalLong watchdogMicros() {
    return watchdogMicros;
  }

  /// It serves.
  ///
  /// @param status what `systemctl status` shows
  public void ready(String status) {
    send("READY=1\nSTATUS=" + line(status));
  }

  /// It reads its configuration again; [#ready] ends that, whatever came of it.
  public void reloading() {
    // nanoTime is CLOCK_MONOTONIC on Linux, which is what is asked for.
    send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1_000);
  }

  public void stopping() {
    send("STOPPING=1\nSTATUS=stopping");
  }

  void alive() {
    send("WATCHDOG=1");
  }

  private static String line(String text) {
    return text.replace('\n', ' ');
  }

  private void send(String message) {
    if (path == null || !Epoll.isAvailable()) {
      return;
    }
    byte[] address = path.getBytes(StandardCharsets.UTF_8);
    if (address[0] == '@') {
      address[0] = 0;
    }
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocateDirect(text.length).put(text);
    Socket socket = Socket.newSocketDomainDgram();
    try {
      socket.sendToDomainSocket(bytes, 0, text.length, address);
    } catch (IOException deaf) {
      LOG.debug("the service manager does not listen", deaf);
    } finally {
      close(socket);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      LOG.debug("closing the notify socket", gone);
    }
  }
}
