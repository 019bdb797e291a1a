package dev.adit.sim.torture;

import dev.adit.aggregate.PoolCaller;
import dev.adit.aggregate.PoolLink;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.RequestId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The lane's end of a connection to a pool; what passes is checked here.
final class PoolEnd implements PoolLink {
  private static final int VERSION_BITS = 0x1fffe000;

  /// How long a miner waits for the pool's word on a share.
  private static final long ANSWER_NANOS = 30 * Agenda.SECOND;

  private final World world;
  private final Proxy proxy;
  private final PoolCaller caller;
  private final PoolTalk talk;
  private final String name;
  private final Wire toPool;
  private final Wire toLane;
  private final Map<RequestId, MinerMessage> asked = new HashMap<>();
  private final Map<RequestId, Attempt> waiting = new HashMap<>();
  private boolean open = true;
  private boolean authorized;
  private int versionMask;

  PoolEnd(World world, Proxy proxy, Site site, PoolCaller caller, long latencyNanos) {
    this.world = world;
    this.proxy = proxy;
    this.caller = caller;
    this.toPool = new Wire(world.agenda, latencyNanos);
    this.toLane = new Wire(world.agenda, latencyNanos);
    this.talk = site.accept(this);
    this.name = talk.name();
  }

  String name() {
    return name;
  }

  boolean isOpen() {
    return open;
  }

  /// What the pool granted, as far as the lane can know.
  int versionMask() {
    return versionMask;
  }

  // What the lane does.

  @Override
  public void send(MinerMessage message) {
    world.history.note(name, "<-", message);
    if (!open) {
      world.history.breach(Check.OWN_SESSION, "speaks on a connection that is over", name);
    }
    if (message instanceof MinerMessage.Submit share) {
      Found found = forwarded(share);
      if (found != null) {
        toPool.send(() -> talk.onShare(share, found));
      }
      return;
    }
    if (message instanceof MinerMessage.Request request) {
      asked.put(request.id(), message);
    }
    toPool.send(() -> talk.on(message));
  }

  @Override
  public void close() {
    world.history.note(name, "<-", "closes");
    open = false;
    toPool.send(talk::onClosed);
  }

  /// Asks the pool what it would say to a share of the miner's difficulty, had it met the pool's.
  void ask(Found found) {
    if (open) {
      found.loss = Loss.ON_THE_WAY_TO_POOL;
      toPool.send(() -> talk.onQuestion(found));
    } else {
      found.loss = Loss.POOL_GONE;
    }
  }

  private @Nullable Found forwarded(MinerMessage.Submit share) {
    Found found = world.shares.find(share.nonce());
    Attempt attempt = found == null ? null : found.firstForThePool();
    if (found == null || attempt == null) {
      breach(Check.WORTHY, "a share is sent that nobody handed in, or twice", share);
      return null;
    }
    PoolJob job = found.job;
    if (job.talk != talk) {
      breach(Check.OWN_SESSION, "the share was built on " + job.talk.name(), share);
    } else if (!job.extranonce1
        .plus(share.extranonce2())
        .equals(found.extranonce1.plus(found.extranonce2))) {
      breach(Check.OWN_SESSION, "the share was built on extranonce " + found.extranonce1, share);
    } else if (!share.jobId().equals(job.notify.jobId())
        || share.ntime() != found.ntime
        || !Objects.equals(share.versionBits(), found.versionBits)) {
      breach(Check.WORTHY, "the share is sent as another", share);
    }
    if (found.worth < job.difficulty && !found.isBlock()) {
      breach(Check.WORTHY, "worth " + found.worth + " of " + job.difficulty, share);
    }
    if (found.isBlock() && !found.writtenDown) {
      breach(Check.BLOCK, "a block is sent that is not written down", share);
    }
    attempt.sentTo = this;
    attempt.sentNanos = world.now();
    waiting.put(share.id(), attempt);
    found.loss = Loss.ON_THE_WAY_TO_POOL;
    return found;
  }

  private void breach(Check check, String text, MinerMessage.Submit share) {
    Found found = world.shares.find(share.nonce());
    world.history.breach(
        check,
        text + ": " + share + " of job " + share.jobId(),
        name,
        found == null ? name : found.rig.name());
  }

  // What the pool does.

  void says(PoolMessage message) {
    toLane.send(() -> proxy.turn(() -> hear(message)));
  }

  /// The connection ends by itself.
  ///
  /// @param abrupt so that what the pool said last is lost too
  void breaks(boolean abrupt) {
    toPool.cut();
    if (abrupt) {
      toLane.cut();
    }
    Wire end = abrupt ? new Wire(world.agenda, talk.latency()) : toLane;
    end.send(
        () ->
            proxy.turn(
                () -> {
                  if (open) {
                    open = false;
                    world.history.note(name, "->", "is lost");
                    caller.onLost("connection reset", world.now());
                  }
                }));
  }

  private void hear(PoolMessage message) {
    if (!open) {
      return;
    }
    world.history.note(name, "->", message);
    switch (message) {
      case PoolMessage.Answer answer -> onAnswer(answer);
      case PoolMessage.SetVersionMask set -> versionMask = set.mask() & VERSION_BITS;
      default -> {}
    }
    caller.onMessage(message, world.now());
    if (message instanceof PoolMessage.Notify notify && authorized && open) {
      PoolJob job = world.jobs.get(PoolJob.serialOf(notify));
      proxy.miners().forEach(miner -> miner.checkHas(job));
    }
  }

  private void onAnswer(PoolMessage.Answer answer) {
    Attempt attempt = waiting.remove(answer.id());
    if (attempt != null && proxy.lastTick() - attempt.sentNanos <= ANSWER_NANOS) {
      attempt.heard = answer;
      world.subject = attempt;
      if (answer.isYes()) {
        world.books.accepted(talk.siteName());
      }
    }
    switch (asked.remove(answer.id())) {
      case MinerMessage.Configure _ ->
          versionMask = world.codec.readVersionMask(answer.result()) & VERSION_BITS;
      case MinerMessage.Authorize _ -> authorized |= answer.isYes();
      case null, default -> {}
    }
  }
}
