package dev.adit.aggregate;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.StratumCodec;
import dev.adit.stratum.Subscription;
import dev.adit.work.Difficulty;
import dev.adit.work.ExtranonceSplit;
import dev.adit.work.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection to a pool, from its first byte to its last. A new connection is a new session: no
/// share may outlive it.
final class PoolSession {
  /// All general-purpose bits of BIP320; the pool grants what it likes of them.
  private static final int VERSION_BITS_WANTED = 0x1fffe000;

  private static final long SECOND = 1_000_000_000L;

  private static final long HANDSHAKE_NANOS = 10 * SECOND;

  private sealed interface State {
    /// Collecting a subscription and an authorisation.
    record Opening(@Nullable Subscription subscription, long sinceNanos) implements State {}

    record Open(Subscription subscription, ExtranonceSplit split) implements State {}

    record Ended() implements State {}
  }

  private final PoolSettings settings;
  private final LaneSettings lane;
  private final PoolLink link;
  private final PoolListener listener;
  private final StratumCodec codec = new StratumCodec();
  private final PoolRequests requests;
  private State state;
  private Difficulty difficulty;
  private int versionMask;

  /// When the last job came, or the session opened.
  private long jobNanos;

  private @Nullable Job early;
  private @Nullable Subscription announced;

  PoolSession(
      PoolSettings settings,
      LaneSettings lane,
      PoolLink link,
      PoolListener listener,
      long nowNanos) {
    this.settings = settings;
    this.lane = lane;
    this.link = link;
    this.listener = listener;
    this.requests = new PoolRequests(settings, link, listener);
    this.difficulty = Difficulty.of(1, settings.algorithm());
    this.state = new State.Opening(null, nowNanos);
  }

  /// Says hello: configure and subscribe in one go. A pool that does not know configure may leave
  /// it unanswered.
  void open(long nowNanos) {
    link.send(
        new MinerMessage.Configure(
            requests.handshake(new Asked.Configure(), nowNanos),
            List.of(
                MinerMessage.Configure.VERSION_ROLLING,
                MinerMessage.Configure.SUBSCRIBE_EXTRANONCE),
            VERSION_BITS_WANTED,
            null,
            null));
    link.send(
        new MinerMessage.Subscribe(
            requests.handshake(new Asked.Subscribe(), nowNanos), lane.userAgent(), null));
  }

  void on(PoolMessage message, long nowNanos) {
    switch (message) {
      case PoolMessage.Answer answer -> onAnswer(answer, nowNanos);
      case PoolMessage.Notify notify -> onNotify(notify, nowNanos);
      case PoolMessage.SetDifficulty set ->
          difficulty = Difficulty.of(set.difficulty(), settings.algorithm());
      case PoolMessage.SetExtranonce set ->
          announced = new Subscription(set.extranonce1(), set.extranonce2Size(), null);
      case PoolMessage.SetVersionMask set -> {
        versionMask = set.mask() & VERSION_BITS_WANTED;
        listener.onVersionMask(this);
      }
      case PoolMessage.Reconnect reconnect -> onReconnect(reconnect, nowNanos);
      case PoolMessage.ShowMessage show -> listener.tell(false, "says: " + show.text());
      case PoolMessage.GetVersion get ->
          link.send(new MinerMessage.Answer(get.id(), '"' + lane.userAgent() + '"', "null"));
      case PoolMessage.Ping ping ->
          link.send(new MinerMessage.Answer(ping.id(), "\"pong\"", "null"));
      case PoolMessage.Unknown unknown -> listener.onUnknown(unknown);
      case PoolMessage.Garbage garbage ->
          listener.tell(true, "sent a line of no use: " + garbage.problem());
    }
  }

  void onTick(long nowNanos) {
    if (state instanceof State.Opening(_, long since) && nowNanos - since > HANDSHAKE_NANOS) {
      useless("no answer to subscribe and authorize within 10 s", nowNanos);
      return;
    }
    if (isOpen()
        && settings.deadAfterNanos() > 0
        && nowNanos - jobNanos > settings.deadAfterNanos()) {
      useless("no job for " + settings.deadAfterNanos() / SECOND + " s", nowNanos);
      return;
    }
    requests.onTick(nowNanos);
  }

  /// The connection is over: whatever waits for an answer is lost.
  void end(long nowNanos) {
    state = new State.Ended();
    requests.end(nowNanos);
  }

  boolean isOpen() {
    return state instanceof State.Open;
  }

  PoolSettings settings() {
    return settings;
  }

  PoolLink link() {
    return link;
  }

  /// What is asked of this connection on behalf of miners.
  PoolRequests requests() {
    return requests;
  }

  /// Bits that miners may roll now.
  int versionMask() {
    return versionMask;
  }

  HexBytes extranonce1() {
    return state instanceof State.Open open ? open.subscription().extranonce1() : HexBytes.EMPTY;
  }

  int extranonce2Size() {
    return state instanceof State.Open open ? open.subscription().extranonce2Size() : 0;
  }

  /// How the pool's extranonce is shared among miners; only while open.
  ExtranonceSplit split() {
    if (state instanceof State.Open open) {
      return open.split();
    }
    throw new IllegalStateException("no extranonce before the pool answered");
  }

  private void onAnswer(PoolMessage.Answer answer, long nowNanos) {
    switch (requests.take(answer)) {
      case null -> {}
      case Asked.Configure _ -> {
        versionMask = codec.readVersionMask(answer.result()) & VERSION_BITS_WANTED;
        listener.onVersionMask(this);
      }
      case Asked.Subscribe _ -> onSubscribed(answer, nowNanos);
      case Asked.Authorize _ -> onAuthorized(answer, nowNanos);
      case Asked asked -> requests.answered(asked, answer, nowNanos);
    }
  }

  private void onSubscribed(PoolMessage.Answer answer, long nowNanos) {
    Subscription subscription = codec.readSubscription(answer.result());
    if (subscription == null) {
      useless("refused the subscription: " + answer.error(), nowNanos);
      return;
    }
    if (ExtranonceSplit.of(subscription.extranonce2Size())
        instanceof ExtranonceSplit.Unusable(String reason)) {
      useless(reason, nowNanos);
      return;
    }
    state = new State.Opening(subscription, nowNanos);
    link.send(
        new MinerMessage.Authorize(
            requests.handshake(new Asked.Authorize(), nowNanos),
            settings.user(),
            settings.password()));
    link.send(
        new MinerMessage.ExtranonceSubscribe(
            requests.handshake(new Asked.FollowExtranonce(), nowNanos)));
  }

  private void onAuthorized(PoolMessage.Answer answer, long nowNanos) {
    if (!(state instanceof State.Opening(Subscription subscription, _)) || subscription == null) {
      return;
    }
    if (!answer.isYes()) {
      useless("does not authorize " + settings.user() + ": " + answer.error(), nowNanos);
      return;
    }
    if (ExtranonceSplit.of(subscription.extranonce2Size())
        instanceof ExtranonceSplit.Usable(ExtranonceSplit split)) {
      state = new State.Open(subscription, split);
      jobNanos = nowNanos;
      requests.open(true);
      listener.onReady(this, nowNanos);
      if (early != null) {
        listener.onJob(early, nowNanos);
        early = null;
      }
    }
  }

  private void onNotify(PoolMessage.Notify notify, long nowNanos) {
    jobNanos = nowNanos;
    Job job = new Job(notify, settings.algorithm(), difficulty);
    if (state instanceof State.Opening(Subscription subscription, long since)) {
      if (announced != null && subscription != null) {
        state = new State.Opening(announced, since);
        announced = null;
      }
      early = job;
      return;
    }
    if (announced != null) {
      Subscription next = announced;
      announced = null;
      switch (ExtranonceSplit.of(next.extranonce2Size())) {
        case ExtranonceSplit.Unusable(String reason) -> {
          useless(reason, nowNanos);
          return;
        }
        case ExtranonceSplit.Usable(ExtranonceSplit split) -> {
          state = new State.Open(next, split);
          listener.onExtranonce(this, nowNanos);
        }
      }
    }
    listener.onJob(job, nowNanos);
  }

  private void onReconnect(PoolMessage.Reconnect reconnect, long nowNanos) {
    String host = reconnect.host();
    if (host == null || host.isEmpty()) {
      host = settings.host();
    }
    if (PoolHosts.isWithin(settings.host(), host)) {
      int port = reconnect.port() == 0 ? settings.port() : reconnect.port();
      listener.onReconnect(this, settings.at(host, port), reconnect.waitSeconds(), nowNanos);
    } else {
      listener.tell(true, "wants to send us to a foreign host, " + host + ": refused (a hijack?)");
    }
  }

  private void useless(String why, long nowNanos) {
    listener.onUseless(this, why, nowNanos);
  }
}
