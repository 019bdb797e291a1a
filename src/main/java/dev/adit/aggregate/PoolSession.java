package dev.adit.aggregate;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.RequestId;
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

  private static final long HANDSHAKE_NANOS = 10_000_000_000L;
  private static final long SHARE_ANSWER_NANOS = 30_000_000_000L;

  /// What the session tells its lane.
  interface Listener {
    /// Subscribed and authorised.
    void onReady(PoolSession session, long nowNanos);

    void onJob(Job job, long nowNanos);

    /// Another extranonce, from the next job on.
    void onExtranonce(PoolSession session, long nowNanos);

    void onVersionMask(PoolSession session);

    void onUnknown(PoolMessage.Unknown message);

    void onAnswer(Share share, PoolMessage.Answer answer, long latencyNanos, long nowNanos);

    /// The pool will not answer the share any more.
    void onLost(Share share, String why, long nowNanos);

    /// The session is of no use any more; the lane closes the link.
    void onUseless(PoolSession session, String why, long nowNanos);

    /// The pool asks for a new connection after a pause.
    void onReconnect(PoolSession session, int waitSeconds, long nowNanos);

    void tell(boolean warning, String text);
  }

  private sealed interface State {
    /// Collecting a subscription and an authorisation.
    record Opening(@Nullable Subscription subscription, long sinceNanos) implements State {}

    record Open(Subscription subscription, ExtranonceSplit split) implements State {}

    record Ended() implements State {}
  }

  private final PoolSettings settings;
  private final LaneSettings lane;
  private final PoolLink link;
  private final Listener listener;
  private final StratumCodec codec = new StratumCodec();
  private final Outstanding outstanding = new Outstanding();
  private final WorkerDirectory directory;
  private State state;
  private Difficulty difficulty;
  private int versionMask;
  private @Nullable Job early;
  private @Nullable Subscription announced;
  private int pendingShares;
  private long unknownAnswers;

  PoolSession(
      PoolSettings settings, LaneSettings lane, PoolLink link, Listener listener, long nowNanos) {
    this.settings = settings;
    this.lane = lane;
    this.link = link;
    this.listener = listener;
    this.directory = new WorkerDirectory(settings, this::askForWorker);
    this.difficulty = Difficulty.of(1, settings.algorithm());
    this.state = new State.Opening(null, nowNanos);
  }

  /// Says hello: configure and subscribe in one go. A pool that does not know configure may leave
  /// it unanswered.
  void open(long nowNanos) {
    link.send(
        new MinerMessage.Configure(
            ask(new Asked.Configure(), nowNanos),
            List.of(
                MinerMessage.Configure.VERSION_ROLLING,
                MinerMessage.Configure.SUBSCRIBE_EXTRANONCE),
            VERSION_BITS_WANTED,
            null,
            null));
    link.send(
        new MinerMessage.Subscribe(ask(new Asked.Subscribe(), nowNanos), lane.userAgent(), null));
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
    if (directory.refuseOverdue(nowNanos) > 0) {
      listener.tell(
          true,
          "did not answer for a worker name; if it knows one name a connection, set worker_names ="
              + " \"single\"");
    }
    outstanding.takeOlderThan(
        nowNanos - SHARE_ANSWER_NANOS,
        asked -> unanswered(asked, "the pool did not answer", nowNanos));
  }

  /// The connection is over: whatever waits for an answer is lost.
  void end(long nowNanos) {
    state = new State.Ended();
    outstanding.takeAll(asked -> unanswered(asked, "the pool connection ended", nowNanos));
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

  WorkerDirectory directory() {
    return directory;
  }

  /// Bits that miners may roll now.
  int versionMask() {
    return versionMask;
  }

  Difficulty difficulty() {
    return difficulty;
  }

  int pendingShares() {
    return pendingShares;
  }

  long unknownAnswers() {
    return unknownAnswers;
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

  /// Sends the share under the pool's name for it. It is registered before a byte leaves. False
  /// when too many shares wait for the pool already.
  boolean submit(Share share, String poolUser, long nowNanos) {
    long number = outstanding.add(new Asked.Submit(share, poolUser, nowNanos), nowNanos);
    if (number < 0) {
      return false;
    }
    pendingShares++;
    MinerMessage.Submit from = share.submit();
    link.send(
        new MinerMessage.Submit(
            RequestId.of(number),
            poolUser,
            share.job().job.notification().jobId(),
            share.tag().plus(from.extranonce2()),
            from.ntime(),
            from.nonce(),
            from.versionBits()));
    return true;
  }

  /// Passes on a request that Adit does not know. False when too many wait already.
  boolean relay(MinerSession miner, MinerMessage.UnknownRequest request, long nowNanos) {
    long number = outstanding.add(new Asked.Relayed(miner, request.id()), nowNanos);
    if (number < 0) {
      return false;
    }
    link.send(
        new MinerMessage.UnknownRequest(RequestId.of(number), request.method(), request.params()));
    return true;
  }

  /// Asks for a miner, with its own password. False when the pool can't be asked now.
  boolean login(String poolUser, String password, Asked.LoginAnswered then, long nowNanos) {
    return authorize(new Asked.Login(poolUser, then), poolUser, password, nowNanos);
  }

  private boolean askForWorker(String poolUser, long nowNanos) {
    return authorize(new Asked.Worker(poolUser), poolUser, settings.password(), nowNanos);
  }

  private boolean authorize(Asked asked, String poolUser, String password, long nowNanos) {
    long number = isOpen() ? outstanding.add(asked, nowNanos) : -1;
    if (number < 0) {
      return false;
    }
    link.send(new MinerMessage.Authorize(RequestId.of(number), poolUser, password));
    return true;
  }

  private RequestId ask(Asked asked, long nowNanos) {
    return RequestId.of(outstanding.add(asked, nowNanos));
  }

  private void onAnswer(PoolMessage.Answer answer, long nowNanos) {
    switch (outstanding.take(answer.id().number())) {
      case null -> unknownAnswers++;
      case Asked.Configure _ -> {
        versionMask = codec.readVersionMask(answer.result()) & VERSION_BITS_WANTED;
        listener.onVersionMask(this);
      }
      case Asked.Subscribe _ -> onSubscribed(answer, nowNanos);
      case Asked.Authorize _ -> onAuthorized(answer, nowNanos);
      case Asked.FollowExtranonce _ -> {}
      case Asked.Worker(String poolUser) ->
          directory.answered(poolUser, answer.isYes(), answer.error(), nowNanos);
      case Asked.Login(String poolUser, Asked.LoginAnswered then) -> {
        if (answer.isYes()) {
          directory.answered(poolUser, true, answer.error(), nowNanos);
        }
        then.on(answer.isYes(), answer.error(), nowNanos);
      }
      case Asked.Submit(Share share, _, long sentNanos) -> {
        pendingShares--;
        listener.onAnswer(share, answer, nowNanos - sentNanos, nowNanos);
      }
      case Asked.Relayed(MinerSession miner, RequestId id) ->
          miner.send(new PoolMessage.Answer(id, answer.result(), answer.error()));
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
            ask(new Asked.Authorize(), nowNanos), settings.user(), settings.password()));
    link.send(new MinerMessage.ExtranonceSubscribe(ask(new Asked.FollowExtranonce(), nowNanos)));
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
      listener.onReady(this, nowNanos);
      if (early != null) {
        listener.onJob(early, nowNanos);
        early = null;
      }
    }
  }

  private void onNotify(PoolMessage.Notify notify, long nowNanos) {
    Job job = new Job(notify, settings.algorithm(), difficulty);
    if (!isOpen()) {
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
    boolean same =
        host == null
            || host.isEmpty()
            || host.equalsIgnoreCase(settings.host())
            || host.toLowerCase(java.util.Locale.ROOT)
                .endsWith("." + settings.host().toLowerCase(java.util.Locale.ROOT));
    if (same) {
      listener.onReconnect(this, reconnect.waitSeconds(), nowNanos);
    } else {
      listener.tell(true, "wants to send us to a foreign host, " + host + ": refused (a hijack?)");
    }
  }

  private void unanswered(Asked asked, String why, long nowNanos) {
    switch (asked) {
      case Asked.Submit(Share share, _, _) -> {
        pendingShares--;
        listener.onLost(share, why, nowNanos);
      }
      case Asked.Worker(String poolUser) -> directory.unanswered(poolUser, nowNanos);
      case Asked.Login(_, Asked.LoginAnswered then) ->
          then.on(false, WorkerDirectory.UNREACHABLE, nowNanos);
      case Asked.Relayed(MinerSession miner, RequestId id) -> miner.onRelayLost(id);
      case Asked.Configure _, Asked.Subscribe _, Asked.Authorize _, Asked.FollowExtranonce _ -> {}
    }
  }

  private void useless(String why, long nowNanos) {
    listener.onUseless(this, why, nowNanos);
  }
}
