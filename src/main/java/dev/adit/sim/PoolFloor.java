package dev.adit.sim;

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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All connections of a simulated pool and what they share. Everything but [#received()] happens on
/// the pool's event loop.
final class PoolFloor {
  private final Wire wire = new Wire();
  private final Set<PoolSocket> sockets = new LinkedHashSet<>();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final PoolOffice office;
  private double difficulty;
  private long joined;
  private long lines;

  /// @throws IOException where the jobs to be replayed can't be read
  PoolFloor(SimPoolSettings settings) throws IOException {
    this.office = PoolOffice.open(settings, wire.codec());
    this.difficulty = settings.difficulty;
  }

  Wire wire() {
    return wire;
  }

  SimPoolSettings settings() {
    return office.settings();
  }

  PoolSide newSide(Consumer<PoolMessage> out) {
    return new PoolSide(office, difficulty, System.nanoTime(), out);
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
    if (settings().recording) {
      received.add(new String(bytes, offset, length, StandardCharsets.UTF_8).strip());
    }
    return wire.codec().readMiner(bytes, offset, length);
  }

  void onTick() {
    long now = System.nanoTime();
    each(socket -> socket.side().onTick(now));
    if (office.board().owesJob()) {
      offerJob(false);
    }
  }

  /// Makes the next job and sends it to everyone who is ready, encoded once.
  void offerJob(boolean newBlock) {
    Notify job = office.nextJob(newBlock);
    ByteBuf line = wire.encode(job, UnpooledByteBufAllocator.DEFAULT);
    for (PoolSocket socket : List.copyOf(sockets)) {
      if (socket.side().takes(job)) {
        socket.sendBytes(line.retainedDuplicate());
        socket.flush();
      }
    }
    line.release();
  }

  /// From now on; what happens now and then happens at once.
  void cheat(Cheat kind) {
    office.tricks().hurry(kind);
    offerJob(false);
  }

  void setDifficulty(double value) {
    difficulty = value;
    each(socket -> socket.side().setDifficulty(value));
  }

  void setExtranonce2Size(int size) {
    Extranonces extranonces = office.extranonces();
    extranonces.setSize2(size);
    each(socket -> socket.side().setExtranonce(extranonces.next1(), extranonces.size2()));
  }

  /// Does something to every connection, then flushes it.
  void each(Consumer<PoolSocket> action) {
    for (PoolSocket socket : List.copyOf(sockets)) {
      action.accept(socket);
      socket.flush();
    }
  }

  /// A user's statistics; null where it has none.
  @Nullable String published(String user) {
    return office.published().page(user, office.tricks(), System.nanoTime());
  }

  PoolTotals totals() {
    return office
        .books()
        .totals(sockets.size(), joined, lines, office.board().jobs(), office.tricks().done());
  }

  /// Lines that miners sent, in order; empty unless recording.
  List<String> received() {
    return List.copyOf(received);
  }
}
