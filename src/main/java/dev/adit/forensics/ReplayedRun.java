package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gives an analyst what a journal has, and the seconds between. Where the journal begins another
/// run, so does it: with detectors that know nothing.
final class ReplayedRun {
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// A journal is never silent for longer than a minute, unless Adit stood still or the machine
  /// slept: then no second passed there either.
  private static final int MOST_TICKS = 90;

  /// Nobody listens to more at once.
  private static final int MOST_CALLS = 100_000;

  private static final byte[] LINE_END = {'\n'};

  /// The sides of a conversation of which half a line may have been heard.
  private static final class Sides {
    private boolean miner;
    private boolean pool;

    boolean skips(Party who) {
      return who == Party.MINER ? miner : pool;
    }

    void skip(Party who, boolean now) {
      if (who == Party.MINER) {
        miner = now;
      } else {
        pool = now;
      }
    }
  }

  private final Supplier<List<Witness.Source>> detectors;
  private final Map<Long, Sides> open = new HashMap<>();
  private Analyst analyst = new Analyst(List.of());
  private @Nullable String run;

  /// What is to be added, so that the time of a run goes on from that of the one before.
  private long shiftNanos;

  private Moment latest = Moment.NEVER;
  private long nextTick;
  private long faults;

  ReplayedRun(Supplier<List<Witness.Source>> detectors) {
    this.detectors = detectors;
  }

  void on(JournalEntry entry) {
    if (entry instanceof JournalEntry.Header header && !header.run().equals(run)) {
      begin(header);
    }
    Moment raw = entry.at();
    Moment at = new Moment(raw.nanos() + shiftNanos, raw.epochMillis(), 0);
    advance(at);
    switch (entry) {
      case JournalEntry.Header header -> {
        if (header.lost() > 0) {
          open.keySet().forEach(call -> missAll(call, at));
        }
      }
      case JournalEntry.Clock(_, ClockReading reading) -> {
        // Each file repeats what holds.
        if (!reading.equals(analyst.clock())) {
          hear(new Heard.Clocked(reading, at));
        }
      }
      case JournalEntry.Began began -> began(began, at);
      case JournalEntry.Line said -> {
        byte[] line = Arrays.copyOf(said.bytes, said.bytes.length + 1);
        line[said.bytes.length] = '\n';
        say(said.call, said.who, line, false, at);
      }
      case JournalEntry.Missed(_, long call, Party who) -> miss(call, who, at);
      case JournalEntry.LeftOut(_, long call, Party who) -> leaveOut(call, who, at);
      case JournalEntry.Ended(_, long call) -> {
        open.remove(call);
        hear(new Heard.Ended(call, at));
      }
      case JournalEntry.Silent _, JournalEntry.Stopped _ -> {}
    }
  }

  private void begin(JournalEntry.Header header) {
    analyst.close();
    open.clear();
    analyst = new Analyst(detectors.get());
    Moment at = header.at();
    if (run != null) {
      long pause = Math.max(0, at.epochMillis() - latest.epochMillis());
      shiftNanos = latest.nanos() + TimeUnit.MILLISECONDS.toNanos(pause) - at.nanos();
    }
    run = header.run();
    long millis = Math.floorMod(at.epochMillis(), 1_000);
    nextTick = at.nanos() + shiftNanos + TimeUnit.MILLISECONDS.toNanos(1_000 - millis);
    latest = at;
  }

  /// Lets the seconds pass that passed then.
  private void advance(Moment to) {
    long due = (to.nanos() - nextTick) / TICK_NANOS;
    if (due > MOST_TICKS) {
      nextTick += (due + 1) * TICK_NANOS;
    }
    while (to.nanos() - nextTick >= 0) {
      long before = TimeUnit.NANOSECONDS.toMillis(to.nanos() - nextTick);
      Moment second = new Moment(nextTick, to.epochMillis() - before, 0);
      attempt(() -> analyst.pass(second));
      nextTick += TICK_NANOS;
    }
    latest = to;
  }

  private void began(JournalEntry.Began began, Moment at) {
    long call = began.call();
    if (open.containsKey(call) || open.size() == MOST_CALLS) {
      return;
    }
    open.put(call, new Sides());
    JournalEntry.Carried carried = began.carried();
    hear(new Heard.Began(call, began.facts(), null, carried != null, at));
    if (carried != null) {
      missAll(call, at);
      for (String line : carried.words()) {
        say(call, Party.POOL, line.getBytes(StandardCharsets.UTF_8), false, at);
      }
    }
  }

  private void missAll(long call, Moment at) {
    for (Party who : Party.values()) {
      miss(call, who, at);
      leaveOut(call, who, at);
    }
  }

  private void miss(long call, Party who, Moment at) {
    say(call, who, new byte[0], true, at);
    Sides sides = open.get(call);
    if (sides != null) {
      sides.skip(who, true);
    }
  }

  /// A line that was not read is one that is too long, or one that began in what was missed.
  private void leaveOut(long call, Party who, Moment at) {
    Sides sides = open.get(call);
    if (sides == null) {
      return;
    }
    if (!sides.skips(who)) {
      say(call, who, new byte[Lines.LONGEST_BYTES + 1], false, at);
    }
    sides.skip(who, false);
    say(call, who, LINE_END, false, at);
  }

  private void say(long call, Party who, byte[] bytes, boolean afterGap, Moment at) {
    hear(new Heard.Said(call, who, bytes, afterGap, at));
  }

  private void hear(Heard heard) {
    attempt(() -> analyst.on(heard));
  }

  /// As it is live, a fault in one thing that is heard takes nothing else with it.
  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (OutOfMemoryError everybodys) {
      throw everybodys;
    } catch (RuntimeException | Error ours) {
      faults++;
    }
  }

  long faults() {
    return faults;
  }

  void close() {
    analyst.close();
  }
}
