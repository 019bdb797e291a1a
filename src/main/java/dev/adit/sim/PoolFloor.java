package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.PoolMessage.Notify;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// All connections of a simulated pool and what they share. Everything but [#received()] happens on
/// the pool's event loop.
final class PoolFloor {
  private final SimPoolSettings settings;
  private final Wire wire = new Wire();
  private final PoolBooks books = new PoolBooks();
  private final Set<PoolSocket> sockets = new LinkedHashSet<>();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final JobBoard board;
  private final ShareCheck check;
  private final long extranonceBase;
  private long extranonces;
  private double difficulty;
  private long joined;
  private long lines;

  /// @throws IOException where the jobs to be replayed can't be read
  PoolFloor(SimPoolSettings settings) throws IOException {
    // Two pools on one machine are not to give the same work.
    SplittableRandom random = new SplittableRandom(settings.seed + settings.listen.getPort());
    var replay = settings.replay;
    JobFeed feed =
        replay == null
            ? new RandomJobs(settings, random.split())
            : ReplayedJobs.read(replay, wire.codec());
    this.settings = settings;
    this.difficulty = settings.difficulty;
    this.board = new JobBoard(feed, settings);
    this.check = new ShareCheck(settings, random.split());
    this.extranonceBase = random.nextLong();
  }

  Wire wire() {
    return wire;
  }

  SimPoolSettings settings() {
    return settings;
  }

  PoolSide newSide(Consumer<PoolMessage> out) {
    return new PoolSide(
        settings, board, check, books, newExtranonce1(), difficulty, System.nanoTime(), out);
  }

  void onJoined(PoolSocket socket) {
    sockets.add(socket);
    joined++;
  }

  void onLeft(PoolSocket socket) {
    sockets.remove(socket);
  }

  MinerMessage onLine(byte[] bytes, int offset, int length) {
    lines++;
    if (settings.recording) {
      received.add(new String(bytes, offset, length, StandardCharsets.UTF_8).strip());
    }
    return wire.codec().readMiner(bytes, offset, length);
  }

  void onTick() {
    long now = System.nanoTime();
    each(socket -> socket.side().onTick(now));
  }

  /// Makes the next job and sends it to everyone who is ready, encoded once.
  void offerJob(boolean newBlock) {
    board.advance(newBlock);
    Notify job = board.current();
    if (job.clean()) {
      check.onNewBlock();
    }
    ByteBuf line = wire.encode(job, UnpooledByteBufAllocator.DEFAULT);
    for (PoolSocket socket : List.copyOf(sockets)) {
      if (socket.side().takes(job)) {
        socket.sendBytes(line.retainedDuplicate());
        socket.flush();
      }
    }
    line.release();
  }

  void setDifficulty(double value) {
    difficulty = value;
    each(socket -> socket.side().setDifficulty(value));
  }

  void setExtranonce2Size(int size) {
    each(socket -> socket.side().setExtranonce(newExtranonce1(), size));
  }

  /// Does something to every connection, then flushes it.
  void each(Consumer<PoolSocket> action) {
    for (PoolSocket socket : List.copyOf(sockets)) {
      action.accept(socket);
      socket.flush();
    }
  }

  PoolTotals totals() {
    return books.totals(sockets.size(), joined, lines, board.jobs());
  }

  /// Lines that miners sent, in order; empty unless recording.
  List<String> received() {
    return List.copyOf(received);
  }

  /// Counts up from a random number, so that none comes twice while its bytes can tell.
  private HexBytes newExtranonce1() {
    long number = extranonceBase + extranonces++;
    byte[] bytes = new byte[settings.extranonce1Size];
    for (int i = bytes.length - 1; i >= 0; i--) {
      bytes[i] = (byte) number;
      number >>= Byte.SIZE;
    }
    return HexBytes.of(bytes);
  }
}
