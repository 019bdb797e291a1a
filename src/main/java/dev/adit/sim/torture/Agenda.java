package dev.adit.sim.torture;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Virtual time: what is still to happen, ordered by its time and, within one time, by when it was
/// planned. Millions of entries, so a heap of plain arrays.
final class Agenda {
  static final long SECOND = 1_000_000_000L;

  private long[] times = new long[1024];
  private long[] turns = new long[1024];
  private @Nullable Runnable[] tasks = new Runnable[1024];
  private int size;
  private long planned;
  private long nowNanos = 5 * SECOND;

  long now() {
    return nowNanos;
  }

  void after(long delayNanos, Runnable task) {
    at(nowNanos + Math.max(0, delayNanos), task);
  }

  void at(long timeNanos, Runnable task) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      turns = Arrays.copyOf(turns, size * 2);
      tasks = Arrays.copyOf(tasks, size * 2);
    }
    rise(size++, Math.max(timeNanos, nowNanos), planned++, task);
  }

  /// Does the next thing, unless it lies beyond the end; false where nothing is left to do.
  boolean step(long endNanos) {
    if (size == 0 || times[0] > endNanos) {
      nowNanos = endNanos;
      return false;
    }
    nowNanos = times[0];
    Runnable task = Objects.requireNonNull(tasks[0]);
    size--;
    Runnable last = Objects.requireNonNull(tasks[size]);
    tasks[size] = null;
    if (size > 0) {
      sink(times[size], turns[size], last);
    }
    task.run();
    return true;
  }

  private void rise(int from, long time, long turn, Runnable task) {
    int at = from;
    while (at > 0) {
      int above = (at - 1) >>> 1;
      if (isBefore(above, time, turn)) {
        break;
      }
      move(above, at);
      at = above;
    }
    put(at, time, turn, task);
  }

  private void sink(long time, long turn, Runnable task) {
    int at = 0;
    while (true) {
      int below = 2 * at + 1;
      if (below >= size) {
        break;
      }
      if (below + 1 < size && isBefore(below + 1, times[below], turns[below])) {
        below++;
      }
      if (!isBefore(below, time, turn)) {
        break;
      }
      move(below, at);
      at = below;
    }
    put(at, time, turn, task);
  }

  private boolean isBefore(int entry, long time, long turn) {
    return times[entry] < time || (times[entry] == time && turns[entry] < turn);
  }

  private void move(int from, int to) {
    times[to] = times[from];
    turns[to] = turns[from];
    tasks[to] = tasks[from];
  }

  private void put(int at, long time, long turn, Runnable task) {
    times[at] = time;
    turns[at] = turn;
    tasks[at] = task;
  }
}
