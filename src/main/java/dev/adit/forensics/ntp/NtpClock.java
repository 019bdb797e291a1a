package dev.adit.forensics.ntp;

import dev.adit.config.HostPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Asks time servers how far this machine's clock is off, on a thread of its own. The offset is the
/// median of what the servers say, so that one that lies among three moves nothing. Where no server
/// answers three times in a row that is said, and the last offset stays; it follows when somebody
/// sets the machine's clock meanwhile.
public final class NtpClock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofSeconds(16);
  private static final int MOST_ADDRESSES = 4;

  /// A datagram may get lost.
  private static final int FAILURES = 3;

  /// How often it is looked whether somebody has set the clock, and what counts as that.
  private static final long WATCH_MILLIS = 1_000;

  private static final long SET_MILLIS = 1_000;

  private final List<HostPort> servers;
  private final Duration every;
  private final Duration again;
  private final LongSupplier leadMillis;
  private final Consumer<ClockReading> heard;
  private final CountDownLatch closing = new CountDownLatch(1);
  private long offsetMillis;

  /// Where the lead was before servers were asked: a clock may be set while they are.
  private long lookedAtMillis;

  private boolean known;
  private int answered;
  private int failures;

  /// @param servers none: nobody is asked and nothing is said
  /// @param every the time between two looks at the clock
  public NtpClock(List<HostPort> servers, Duration every, Consumer<ClockReading> heard) {
    this(servers, every, AGAIN, new Lead(), heard);
  }

  /// @param again how long after a first failure to ask again; doubled with each
  /// @param leadMillis the clock of the day less one that nobody sets, see [Lead]
  NtpClock(
      List<HostPort> servers,
      Duration every,
      Duration again,
      LongSupplier leadMillis,
      Consumer<ClockReading> heard) {
    this.servers = List.copyOf(servers);
    this.every = every;
    this.again = again;
    this.leadMillis = leadMillis;
    this.heard = heard;
  }

  public void start() {
    if (!servers.isEmpty()) {
      Thread.ofPlatform().name("ntp").daemon().start(this::run);
    }
  }

  /// It ends soon: a question that is under way is waited for, but not here.
  @Override
  public void close() {
    closing.countDown();
  }

  private void run() {
    try {
      do {
        look();
      } while (rest());
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    lookedAtMillis = leadMillis.getAsLong();
    List<Long> offsets = new ArrayList<>();
    for (HostPort server : servers) {
      if (closing.getCount() == 0) {
        return;
      }
      Long offset = ask(server);
      if (offset != null) {
        offsets.add(offset);
      }
    }
    if (!offsets.isEmpty()) {
      failures = 0;
      known = true;
      offsetMillis = median(offsets);
      answered = offsets.size();
      tell();
    } else if (++failures >= FAILURES) {
      answered = 0;
      tell();
    }
  }

  private void tell() {
    heard.accept(
        new ClockReading(offsetMillis, answered, servers.size(), System.currentTimeMillis()));
  }

  /// A name may stand for many machines; together they have one voice.
  private static @Nullable Long ask(HostPort server) {
    List<Long> offsets = new ArrayList<>();
    try {
      InetAddress[] all = InetAddress.getAllByName(server.host());
      for (InetAddress address :
          Arrays.asList(all).subList(0, Math.min(all.length, MOST_ADDRESSES))) {
        Long offset = NtpQuestion.offset(address, server.port(), PATIENCE);
        if (offset != null) {
          offsets.add(offset);
        }
      }
    } catch (UnknownHostException nowhere) {
      return null;
    }
    return offsets.isEmpty() ? null : median(offsets);
  }

  /// Of two in the middle the one nearer to the machine's own time, so that one liar among two does
  /// not move it either.
  static long median(List<Long> offsets) {
    List<Long> sorted = offsets.stream().sorted().toList();
    long upper = sorted.get(sorted.size() / 2);
    long lower = sorted.get((sorted.size() - 1) / 2);
    return Math.abs(lower) <= Math.abs(upper) ? lower : upper;
  }

  /// False where there is nothing more to do.
  private boolean rest() throws InterruptedException {
    long left = pauseMillis();
    while (left > 0) {
      long step = Math.min(left, WATCH_MILLIS);
      if (closing.await(step, TimeUnit.MILLISECONDS)) {
        return false;
      }
      left -= step;
      long moved = leadMillis.getAsLong() - lookedAtMillis;
      if (Math.abs(moved) > SET_MILLIS) {
        onSet(moved);
        return true;
      }
    }
    return closing.getCount() > 0;
  }

  private long pauseMillis() {
    if (failures == 0) {
      return every.toMillis();
    }
    return Math.min(every.toMillis(), again.toMillis() << Math.min(failures - 1, 20));
  }

  /// The true time has not jumped: what was added to the clock is to be taken off the offset.
  private void onSet(long movedMillis) {
    if (known) {
      offsetMillis -= movedMillis;
      tell();
    }
  }
}
