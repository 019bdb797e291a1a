package dev.adit.sim;

import java.util.Map;
import java.util.TreeMap;

/// One simulated miner's counters over all its connections; owned by its event loop.
final class MinerBooks {
  private final Map<Integer, Long> rejected = new TreeMap<>();
  private long connects;
  private long submits;
  private long accepted;
  private long waiting;
  private long lost;
  private long unasked;
  private double acceptedDifficulty;
  private double difficulty;
  private boolean connected;

  void connected() {
    connected = true;
    connects++;
  }

  void disconnected() {
    connected = false;
    lost += waiting;
    waiting = 0;
  }

  void submitted() {
    submits++;
    waiting++;
  }

  void accepted(double worth) {
    waiting--;
    accepted++;
    acceptedDifficulty += worth;
  }

  void rejected(int code) {
    waiting--;
    rejected.merge(code, 1L, Long::sum);
  }

  void unasked() {
    unasked++;
  }

  void difficulty(double now) {
    difficulty = now;
  }

  MinerTotals totals(String user, long hashes) {
    return new MinerTotals(
        user,
        connected ? 1 : 0,
        connects,
        hashes,
        submits,
        accepted,
        new TreeMap<>(rejected),
        waiting,
        lost,
        unasked,
        acceptedDifficulty,
        difficulty);
  }
}
