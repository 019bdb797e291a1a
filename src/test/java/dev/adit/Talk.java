package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// Two who say much to each other at once, each of whom must hear exactly what the other says.
final class Talk {
  /// What each says.
  static final int BYTES = 24 << 20;

  private static final int MOST_AT_ONCE = 200_000;

  private Talk() {}

  /// Done when both have heard all; both sockets are closed then.
  static CompletableFuture<Void> of(Socket one, long oneSeed, Socket other, long otherSeed) {
    return CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> say(one, oneSeed), Thread::startVirtualThread),
            CompletableFuture.runAsync(() -> say(other, otherSeed), Thread::startVirtualThread),
            CompletableFuture.runAsync(() -> hear(one, otherSeed), Thread::startVirtualThread),
            CompletableFuture.runAsync(() -> hear(other, oneSeed), Thread::startVirtualThread))
        .thenRun(
            () -> {
              try (one;
                  other) {
                assertThat(one.isConnected()).isTrue();
              } catch (IOException late) {
                throw new UncheckedIOException(late);
              }
            });
  }

  private static byte[] text(long seed) {
    byte[] text = new byte[BYTES];
    new Random(seed).nextBytes(text);
    return text;
  }

  /// In pieces of any size.
  private static void say(Socket socket, long seed) {
    byte[] text = text(seed);
    Random sizes = new Random(seed);
    try {
      OutputStream out = socket.getOutputStream();
      for (int at = 0; at < BYTES; ) {
        int piece = Math.min(BYTES - at, 1 + sizes.nextInt(MOST_AT_ONCE));
        out.write(text, at, piece);
        at += piece;
      }
      socket.shutdownOutput();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void hear(Socket socket, long seed) {
    try {
      MessageDigest heard = MessageDigest.getInstance("SHA-256");
      InputStream in = socket.getInputStream();
      byte[] piece = new byte[MOST_AT_ONCE];
      int count = in.read(piece);
      while (count >= 0) {
        heard.update(piece, 0, count);
        count = in.read(piece);
      }
      assertThat(heard.digest()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(text(seed)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static void write(Socket socket, byte[] text) {
    try {
      socket.getOutputStream().write(text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
