package dev.adit.net;

import dev.adit.aggregate.Backoff;
import dev.adit.aggregate.PoolLink;
import dev.adit.aggregate.PoolSettings;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.RequestId;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A connection to a pool for nothing but its jobs, which those who watch hold against those of
/// other pools. It never submits, and goes where no pool sends it.
final class ReferencePool implements PoolSide {
  private static final String USER_AGENT = "adit";

  private final PoolSettings pool;
  private final PoolDialler dialler;
  private final Loop loop;
  private final LaneName name;
  private final Backoff backoff;
  private PoolDialler.@Nullable Attempt attempt;
  private @Nullable PoolLink link;
  private boolean over;

  /// On any thread; all else is on the loop's.
  ///
  /// @param number among the reference pools
  ReferencePool(PoolSettings pool, int number, PoolDialler dialler, Loop loop) {
    this.pool = pool;
    this.dialler = dialler;
    this.loop = loop;
    this.name = new LaneName("reference", number);
    this.backoff = new Backoff(pool.backoffMinNanos(), pool.backoffMaxNanos(), new Random());
  }

  PoolSettings pool() {
    return pool;
  }

  /// On any thread.
  void begin() {
    loop.eventLoop().execute(() -> dial(0));
  }

  /// On any thread.
  void end() {
    loop.eventLoop()
        .execute(
            () -> {
              over = true;
              if (attempt != null) {
                attempt.cancel();
              }
              if (link != null) {
                link.close();
              }
            });
  }

  private void dial(long delayNanos) {
    if (!over) {
      attempt = dialler.dial(pool, delayNanos, loop, this);
    }
  }

  @Override
  public LaneName lane() {
    return name;
  }

  @Override
  public void onPoolConnected(PoolLink connected) {
    link = connected;
    connected.send(new MinerMessage.Subscribe(RequestId.of(1), USER_AGENT, null));
    connected.send(new MinerMessage.Authorize(RequestId.of(2), pool.user(), pool.password()));
  }

  @Override
  public void onPoolMessage(PoolMessage message) {
    PoolLink to = link;
    if (to == null) {
      return;
    }
    switch (message) {
      case PoolMessage.Notify _ -> backoff.reset();
      case PoolMessage.Ping(RequestId id) -> to.send(new MinerMessage.Answer(id, "true", "null"));
      case PoolMessage.GetVersion(RequestId id) ->
          to.send(new MinerMessage.Answer(id, '"' + USER_AGENT + '"', "null"));
      case PoolMessage.SetDifficulty _,
          PoolMessage.SetExtranonce _,
          PoolMessage.SetVersionMask _,
          PoolMessage.Reconnect _,
          PoolMessage.ShowMessage _,
          PoolMessage.Answer _,
          PoolMessage.Unknown _,
          PoolMessage.Garbage _ -> {}
    }
  }

  @Override
  public void onPoolLost(String why) {
    link = null;
    dial(backoff.failed());
  }
}
