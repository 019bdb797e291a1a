package dev.adit.sim;

import dev.adit.stratum.LineBuffer;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.StratumCodec;
import dev.adit.work.Algorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A simulated pool and its miners, which really hash, in a test's own time: what they say goes
/// through lines that the test hears, and nothing waits.
public final class PoolInTime {
  private static final double EASY = 1e-8;

  private final StratumCodec codec = new StratumCodec();
  private final LineBuffer line = new LineBuffer();
  private final List<Miner> miners = new ArrayList<>();
  private final SimPoolSettings settings;
  private final PoolOffice office;
  private long ticked;

  /// Hears one connection.
  public interface Ear {
    void miner(String line);

    void pool(String line);

    void end();
  }

  /// At a difficulty that takes 43 hashes.
  public PoolInTime(SimPoolSettings settings, InstantSource clock) throws IOException {
    this.settings = settings.difficulty(EASY).clock(clock);
    this.office = PoolOffice.open(settings, codec);
    this.ticked = now() / 1_000;
  }

  private long now() {
    return settings.clock.millis();
  }

  private long nowNanos() {
    return now() * 1_000_000;
  }

  /// Connects one.
  ///
  /// @param ears one for each connection that it makes
  public Miner miner(String user, double hashesPerSecond, Supplier<Ear> ears) {
    Miner miner = new Miner(user, hashesPerSecond, ears);
    miners.add(miner);
    return miner;
  }

  /// To be called several times a second.
  public void step() {
    for (long second = now() / 1_000; ticked < second; ticked++) {
      onSecond(ticked + 1);
    }
    miners.forEach(Miner::step);
  }

  private void onSecond(long second) {
    miners.forEach(miner -> miner.pool.onTick(nowNanos()));
    if (second % settings.blockEvery.toSeconds() == 0) {
      offerJob(true);
    } else if (second % settings.notifyEvery.toSeconds() == 0 || office.board().owesJob()) {
      offerJob(false);
    }
  }

  private void offerJob(boolean newBlock) {
    Notify job = office.nextJob(newBlock);
    for (Miner miner : miners) {
      if (miner.pool.takes(job)) {
        miner.send(job);
      }
    }
  }

  /// The statistics of a user; null before its first share.
  public @Nullable String published(String user) {
    return office.published().page(user, office.tricks(), nowNanos());
  }

  /// What it has cheated with, by name.
  public Set<String> cheats() {
    return office.tricks().done().keySet();
  }

  private String text() {
    String text = new String(line.array(), 0, line.size(), StandardCharsets.UTF_8);
    line.clear();
    return text.strip();
  }

  /// One that connects again when it is sent away.
  public final class Miner {
    private record Sent(long dueMillis, PoolMessage message) {}

    private final MinerPlan plan;
    private final MinerBooks books = new MinerBooks();
    private final SplittableRandom random;
    private final Supplier<Ear> ears;
    private final Rig rig;
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private double slack = 1;
    private int sessions;
    private boolean hungUp;
    private Ear ear;
    private MinerSide side;
    private PoolSide pool;

    private Miner(String user, double hashesPerSecond, Supplier<Ear> ears) {
      this.plan =
          new MinerPlan(user, "x", Algorithm.SHA256D, hashesPerSecond, Set.of(Behaviour.NORMAL));
      this.random = new SplittableRandom(user.hashCode());
      this.ears = ears;
      this.rig = new Rig(plan, new NonceSearch(plan, random.split()), share -> onFound(share));
      this.ear = ears.get();
      this.pool = newPool();
      this.side = newSide();
      side.onConnected();
    }

    /// From now on it takes a part of the difficulty for enough.
    public Miner slack(double part) {
      slack = part;
      return this;
    }

    private void onFound(FoundShare share) {
      side.onFound(share);
    }

    private PoolSide newPool() {
      return new PoolSide(office, EASY, nowNanos(), this::send);
    }

    private MinerSide newSide() {
      ToPool way =
          new ToPool() {
            @Override
            public void send(MinerMessage message) {
              codec.write(message, line);
              String text = text();
              ear.miner(text);
              byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
              pool.on(codec.readMiner(bytes, 0, bytes.length), nowNanos());
            }

            @Override
            public void stopReading() {
              throw new AssertionError();
            }

            @Override
            public void hangUp() {
              hungUp = true;
            }
          };
      return new MinerSide(++sessions, null, plan, codec, way, rig, books);
    }

    /// It comes after 20 to 80 ms, what was said before first.
    private void send(PoolMessage message) {
      long due = now() + 20 + random.nextInt(60);
      underWay.add(
          new Sent(
              underWay.isEmpty() ? due : Math.max(due, underWay.getLast().dueMillis), message));
    }

    private void step() {
      while (!underWay.isEmpty() && underWay.getFirst().dueMillis <= now()) {
        hear(underWay.removeFirst().message);
        if (hungUp) {
          comeBack();
        }
      }
      rig.hashSlice(nowNanos());
    }

    private void hear(PoolMessage message) {
      codec.write(message, line);
      String text = text();
      ear.pool(text);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      PoolMessage heard = codec.readPool(bytes, 0, bytes.length);
      side.on(
          heard instanceof PoolMessage.SetDifficulty(double value)
              ? new PoolMessage.SetDifficulty(value * slack)
              : heard);
    }

    private void comeBack() {
      hungUp = false;
      ear.end();
      rig.work(null);
      underWay.clear();
      ear = ears.get();
      pool = newPool();
      side = newSide();
      side.onConnected();
    }
  }
}
