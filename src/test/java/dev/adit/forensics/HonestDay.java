package dev.adit.forensics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/// A day at honest pools of one chain, from a seed: blocks every ten minutes, which the pools hear
/// of one after the other, now and then a race that one of them loses, a clock that wanders.
final class HonestDay {
  private static final long DAY_MILLIS = 86_400_000;

  /// Of the block before, which is not in the chain of those who lose a race.
  record Block(int height, String prevhash) {}

  private record Event(long atMillis, long number, Runnable what) {}

  final Random random;
  final Talk start;
  private final List<HonestPool> pools = new ArrayList<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong(Event::atMillis).thenComparingLong(Event::number));
  private Block tip = new Block(900_000, "00");
  private long numbers;
  private int rivals;

  HonestDay(int seed, Talk start) {
    this.random = new Random(seed);
    this.start = start;
  }

  /// @param hashrates of its miners
  HonestPool pool(String name, double... hashrates) {
    HonestPool pool = new HonestPool(this, name, tip);
    pools.add(pool);
    for (double hashrate : hashrates) {
      new HonestRig(this, pool, "192.0.2." + number(), hashrate).connect();
    }
    return pool;
  }

  void run() {
    after(exponential(600_000), this::onBlock);
    after(0, this::onClock);
    while (millis() < DAY_MILLIS) {
      Event next = events.remove();
      start.after(Duration.ofMillis(next.atMillis - millis()));
      next.what.run();
    }
  }

  long millis() {
    return start.now().nanos() / 1_000_000;
  }

  /// Another one each time.
  long number() {
    return ++numbers;
  }

  void after(long waitMillis, Runnable what) {
    at(millis() + waitMillis, what);
  }

  void at(long atMillis, Runnable what) {
    events.add(new Event(atMillis, number(), what));
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  long exponential(double meanMillis) {
    return Math.round(-Math.log(1 - random.nextDouble()) * meanMillis);
  }

  private void onBlock() {
    int height = tip.height() + 1;
    HonestPool loser = oneIn(40) && rivals < 16 ? pools.get(random.nextInt(pools.size())) : null;
    tip = new Block(height, "%02x".formatted(height - 900_000));
    Block rival = new Block(height, "%02x".formatted(0xf0 + rivals));
    for (HonestPool pool : pools) {
      Block heard = pool == loser ? rival : tip;
      after(random.nextInt(6_000), () -> pool.onBlock(heard));
    }
    rivals += loser == null ? 0 : 1;
    if (height < 900_000 + 0xef) {
      after(exponential(600_000), this::onBlock);
    }
  }

  private void onClock() {
    start.clocked(40 + random.nextInt(20));
    after(3_600_000, this::onClock);
  }

  /// One direction of a connection: in order, each after 20 to 300 ms, and now and then nothing
  /// gets through for seconds, then everything at once.
  final class Way {
    private long free;

    void send(Runnable arrival) {
      if (oneIn(1_000)) {
        free = Math.max(free, millis() + 1_000 + random.nextInt(9_000));
      } else if (oneIn(300)) {
        // A packet is lost.
        free = Math.max(free, millis() + 1_500);
      }
      free = Math.max(free, millis() + 20 + random.nextInt(280));
      at(free, arrival);
    }
  }
}
