package dev.adit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// What one side says in a test of who carries it: any number of bytes of some kind, the same for
/// the same seed, in pieces of any size.
record ByteStream(Kind kind, long bytes, long seed) {
  private static final int MOST_AT_ONCE = 100_000;

  enum Kind {
    /// Nothing but noise.
    BINARY,
    /// Noise in which no line ever ends.
    WITHOUT_LINES,
    /// A few bytes at a time of lines that are right.
    FRAGMENTS,
    /// Lines that are nearly right.
    GARBAGE,
    /// Lines that are made to hurt whoever reads them.
    HOSTILE
  }

  private static final String[] LINES = {
    "{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[\"m/1\"]}\n",
    "{\"id\":1,\"result\":[[[\"mining.notify\",\"s\"]],\"81a0b2c3\",4],\"error\":null}\n",
    "{\"id\":null,\"method\":\"mining.set_difficulty\",\"params\":[1024]}\n",
    "{\"id\":4,\"method\":\"mining.submit\",\"params\":[\"w\",\"1\",\"00000000\",\"5f5e1000\",\"01\"]}\n",
    "{\"id\":4,\"result\":true,\"error\":null}\n"
  };

  private static final String[] TRAPS = {
    "[".repeat(50_000) + "\n",
    "{\"id\":" + "9".repeat(20_000) + ",\"method\":\"mining.submit\",\"params\":[]}\n",
    "{\"id\":1,\"method\":\"mining.set_difficulty\",\"params\":[-1e999]}\n",
    "{\"id\":1,\"method\":\"mining.notify\",\"params\":[\"\",\"\",\"\",\"\",[],\"\",\"\",\"\",null]}\n",
    "{\"id\":1,\"result\":[[],\"" + "ff".repeat(30_000) + "\",2147483647],\"error\":null}\n",
    "{\"a\":{\"b\":".repeat(2_000) + "\n",
    "\"\\ud800\\uZZZZ\u0000\n",
    "x".repeat(300_000),
    "\n\r\n\n"
  };

  /// Says all of it, and that it is all.
  String say(Socket socket) {
    Random dice = new Random(seed);
    MessageDigest said = sha256();
    try {
      OutputStream out = socket.getOutputStream();
      for (long left = bytes; left > 0; ) {
        byte[] piece = piece(dice);
        int length = (int) Math.min(left, piece.length);
        said.update(piece, 0, length);
        out.write(piece, 0, length);
        left -= length;
      }
      socket.shutdownOutput();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return bytes + " " + HexFormat.of().formatHex(said.digest());
  }

  private byte[] piece(Random dice) {
    return switch (kind) {
      case BINARY -> noise(dice);
      case WITHOUT_LINES -> {
        byte[] piece = noise(dice);
        for (int i = 0; i < piece.length; i++) {
          piece[i] = piece[i] == '\n' ? 0 : piece[i];
        }
        yield piece;
      }
      case FRAGMENTS -> {
        byte[] line = LINES[dice.nextInt(LINES.length)].getBytes(US_ASCII);
        int from = dice.nextInt(line.length);
        yield Arrays.copyOfRange(line, from, Math.min(line.length, from + 1 + dice.nextInt(9)));
      }
      case GARBAGE -> {
        byte[] line = LINES[dice.nextInt(LINES.length)].getBytes(US_ASCII);
        line[dice.nextInt(line.length)] = (byte) dice.nextInt();
        yield line;
      }
      case HOSTILE -> TRAPS[dice.nextInt(TRAPS.length)].getBytes(US_ASCII);
    };
  }

  private static byte[] noise(Random dice) {
    byte[] piece = new byte[1 + dice.nextInt(MOST_AT_ONCE)];
    dice.nextBytes(piece);
    return piece;
  }

  /// Hears until the other side has said all: how much it was, and its hash.
  static String hear(Socket socket) {
    MessageDigest heard = sha256();
    byte[] piece = new byte[MOST_AT_ONCE];
    long count = 0;
    try {
      InputStream in = socket.getInputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        heard.update(piece, 0, length);
        count += length;
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return count + " " + HexFormat.of().formatHex(heard.digest());
  }

  CompletableFuture<String> saying(Socket socket) {
    return CompletableFuture.supplyAsync(() -> say(socket), Thread::startVirtualThread);
  }

  static CompletableFuture<String> hearing(Socket socket) {
    return CompletableFuture.supplyAsync(() -> hear(socket), Thread::startVirtualThread);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
