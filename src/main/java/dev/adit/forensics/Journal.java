package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;
import dev.adit.stratum.HexBytes;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Writes down every line that is said, so that it can be heard again and nobody can change it
/// unseen. Passwords are left out of it.
final class Journal implements Witness.Source {
  private static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final JournalWriter writer;
  private final Secrets secrets = new Secrets();
  private final Map<Long, Conversation> open = new LinkedHashMap<>();
  private ClockReading clock = ClockReading.NONE;
  private Moment latest = Moment.NEVER;
  private Moment ticked = Moment.NEVER;
  private long calls;

  Journal(FileRoom room) {
    byte[] run = new byte[8];
    new SecureRandom().nextBytes(run);
    this.writer = new JournalWriter(room, HexFormat.of().formatHex(run), this::carry);
  }

  @Override
  public Witness attend(Conversation conversation) {
    long number = ++calls;
    return new Witness() {
      @Override
      public void on(Observation seen) {
        Journal.this.on(number, conversation, seen);
      }

      @Override
      public void onLine(Party who, byte[] bytes, int offset, int length, Moment at) {
        line(number, who, bytes, offset, length, at);
      }

      @Override
      public void onLeftOut(Party who, Moment at) {
        add(new JournalEntry.LeftOut(at, number, who), false);
      }
    };
  }

  private void on(long number, Conversation conversation, Observation seen) {
    switch (seen) {
      case Observation.Began(Moment at) -> {
        JournalEntry.Carried stand = conversation.isUnderWay() ? carried(conversation) : null;
        add(new JournalEntry.Began(at, number, conversation.call(), stand), false);
        open.put(number, conversation);
      }
      case Observation.Missed(Moment at, Party who) ->
          add(new JournalEntry.Missed(at, number, who), false);
      case Observation.ShareSent(Moment at, SeenShare share) when share.isBlock() ->
          writer.save(at);
      case Observation.Ended(Moment at, int _) -> {
        open.remove(number);
        add(new JournalEntry.Ended(at, number), false);
      }
      default -> {}
    }
  }

  private void line(long number, Party who, byte[] bytes, int offset, int length, Moment at) {
    byte[] masked = who == Party.MINER ? secrets.masked(bytes, offset, length) : null;
    byte[] line = masked;
    if (line == null) {
      line = new byte[length];
      System.arraycopy(bytes, offset, line, 0, length);
    }
    add(new JournalEntry.Line(at, number, who, line), masked != null);
  }

  private void add(JournalEntry entry, boolean masked) {
    latest = entry.at();
    writer.add(JournalJson.of(entry, masked), latest);
  }

  /// What a new file says first, so that it can be understood without the ones before.
  private void carry(Moment at, JournalWriter to) {
    if (!clock.equals(ClockReading.NONE)) {
      to.put(JournalJson.of(new JournalEntry.Clock(at, clock), false), at);
    }
    open.forEach(
        (number, it) -> {
          JournalEntry.Began goesOn = new JournalEntry.Began(at, number, it.call(), carried(it));
          to.put(JournalJson.of(goesOn, false), at);
        });
  }

  private static JournalEntry.Carried carried(Conversation it) {
    HexBytes first = it.extranonce1();
    return new JournalEntry.Carried(
        first == null ? "" : first.hex(),
        it.extranonce2Size(),
        it.difficulty().value(),
        it.versionMask());
  }

  @Override
  public void onClock(ClockReading reading, Moment at) {
    clock = reading;
    add(new JournalEntry.Clock(at, reading), false);
  }

  @Override
  public void onTick(Moment now) {
    if (latest.equals(Moment.NEVER) || now.nanos() - latest.nanos() >= SILENCE_NANOS) {
      add(new JournalEntry.Silent(now), false);
    }
    ticked = now;
    writer.flush(now);
  }

  @Override
  public void close() {
    add(new JournalEntry.Stopped(ticked.nanos() > latest.nanos() ? ticked : latest), false);
    writer.close(latest);
  }
}
