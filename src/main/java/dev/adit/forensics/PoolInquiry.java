package dev.adit.forensics;

import dev.adit.config.PoolStatsConfig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a pool for its figures now and then, on a thread of its own. Nothing waits for it, and
/// nothing comes of a pool that does not answer but word of that.
final class PoolInquiry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PoolInquiry.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final StatsSite site;
  private final Duration interval;
  private final RandomGenerator random;
  private final Consumer<PoolAnswer> told;
  private final CountDownLatch closing = new CountDownLatch(1);
  private int failures;

  /// @param told of each answer, on the thread that asks
  PoolInquiry(PoolStatsConfig config, Consumer<PoolAnswer> told) {
    this(
        new StatsSite(config, client(), PATIENCE),
        config.interval(),
        RandomGenerator.getDefault(),
        told);
  }

  /// @param site closed with this
  PoolInquiry(
      StatsSite site, Duration interval, RandomGenerator random, Consumer<PoolAnswer> told) {
    this.site = site;
    this.interval = interval;
    this.random = random;
    this.told = told;
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(PATIENCE)
        .build();
  }

  void start() {
    Thread.ofPlatform().name("pool-statistics").daemon().start(this::run);
  }

  private void run() {
    try {
      do {
        PoolAnswer answer = ask();
        if (closing.getCount() > 0) {
          told.accept(answer);
        }
      } while (!closing.await(
          pause(interval, failures, random.nextDouble()).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private PoolAnswer ask() throws InterruptedException {
    try {
      PoolReport report = site.ask();
      failures = 0;
      return report == null ? new PoolAnswer.Unknown() : new PoolAnswer.Told(report);
    } catch (IOException problem) {
      return new PoolAnswer.Failed(String.valueOf(problem.getMessage()), ++failures);
    } catch (RuntimeException ours) {
      if (failures == 0) {
        LOG.error("pool statistics: a fault of Adit; nothing else is touched by it", ours);
      }
      return new PoolAnswer.Failed("a fault of Adit, see its log", ++failures);
    }
  }

  /// Until the next question: doubled with each failure up to an hour, and up to a quarter longer,
  /// so that not all who ask come back at once.
  ///
  /// @param chance from 0 to 1
  static Duration pause(Duration interval, int failures, double chance) {
    if (failures == 0) {
      return interval;
    }
    long most = Math.max(interval.toMillis(), LONGEST_PAUSE.toMillis());
    double doubled = interval.toMillis() * Math.pow(2, failures);
    return Duration.ofMillis((long) (Math.min(doubled, (double) most) * (1 + chance / 4)));
  }

  /// No more is told; a question that is under way ends.
  @Override
  public void close() {
    closing.countDown();
    site.close();
  }
}
