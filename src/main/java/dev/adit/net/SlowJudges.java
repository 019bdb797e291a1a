package dev.adit.net;

import dev.adit.aggregate.LaneHost;
import dev.adit.work.Candidate;
import dev.adit.work.ShareJudge;
import dev.adit.work.Verdict;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Threads that judge shares of algorithms too slow for a lane's loop (scrypt: 0.2 ms a hash).
///
/// Each lane keeps to one of them, so its shares stay in order. A thread starts with the first
/// share for it; a program without slow pools has none.
final class SlowJudges implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SlowJudges.class);
  private static final int WAITING_SHARES = 4_096;

  private final Bench[] benches;
  private final AtomicInteger next = new AtomicInteger();

  SlowJudges(int threads) {
    benches = Stream.generate(Bench::new).limit(threads).toArray(Bench[]::new);
  }

  /// In turn.
  Bench nextBench() {
    return benches[Math.floorMod(next.getAndIncrement(), benches.length)];
  }

  @Override
  public void close() {
    for (Bench bench : benches) {
      bench.thread.shutdownNow();
    }
  }

  /// One thread and the shares that wait for it.
  static final class Bench {
    private final QuietLog faults = new QuietLog(LOG, Level.ERROR, 10);
    private final ShareJudge judge = new ShareJudge();
    private final ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_SHARES),
            new DefaultThreadFactory("adit-judge", true));

    /// Lets a share be judged when its turn comes.
    ///
    /// @param then called on the judging thread, in the order asked
    /// @return false where too many are waiting already
    boolean judge(Candidate candidate, Consumer<Verdict> then) {
      try {
        thread.execute(() -> then.accept(judge(candidate)));
        return true;
      } catch (RejectedExecutionException full) {
        return false;
      }
    }

    private Verdict judge(Candidate candidate) {
      try {
        return judge.judge(candidate, LaneRunner.unixSeconds());
      } catch (RuntimeException fault) {
        faults.say("a fault of Adit in judging a share", fault);
        return new Verdict.Refused(LaneHost.FAULT, null);
      }
    }
  }
}
