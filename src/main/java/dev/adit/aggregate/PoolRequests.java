package dev.adit.aggregate;

import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.StratumError;
import org.jspecify.annotations.Nullable;

/// What is asked of one pool connection, and who hears the answer. Every request is registered
/// before a byte of it leaves, and every share hears exactly once what became of it.
final class PoolRequests {
  /// How long a miner waits for the pool's word on a share.
  private static final long ANSWER_NANOS = 30_000_000_000L;

  /// Logins and unknown methods that may wait at a time: strangers can ask for them without any
  /// work, and neither may take the room of the other, or of shares.
  private static final int MOST_LOGINS = 4_096;

  private static final int MOST_RELAYS = 256;
  private static final StratumError UNANSWERED =
      new StratumError(StratumError.OTHER, "The pool did not answer");

  private final PoolSettings settings;
  private final PoolLink link;
  private final PoolListener listener;
  private final Outstanding outstanding = new Outstanding();
  private final WorkerDirectory directory;
  private int pendingShares;
  private int logins;
  private int relays;
  private long unknownAnswers;
  private boolean open;

  PoolRequests(PoolSettings settings, PoolLink link, PoolListener listener) {
    this.settings = settings;
    this.link = link;
    this.listener = listener;
    this.directory = new WorkerDirectory(settings, this::askForWorker);
  }

  WorkerDirectory directory() {
    return directory;
  }

  int pendingShares() {
    return pendingShares;
  }

  long unknownAnswers() {
    return unknownAnswers;
  }

  /// From now on, or from now on no more, the pool can be asked on behalf of miners.
  void open(boolean canBeAsked) {
    open = canBeAsked;
  }

  /// The id for a request of the handshake.
  RequestId handshake(Asked asked, long nowNanos) {
    return RequestId.of(outstanding.add(asked, nowNanos));
  }

  /// Sends the share under the pool's name for it. False when too many shares wait already.
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

  /// Passes on a request that Adit does not know. False when the pool can't be asked now.
  boolean relay(Relays from, MinerMessage.UnknownRequest request, long nowNanos) {
    long number =
        open && relays < MOST_RELAYS
            ? outstanding.add(new Asked.Relayed(from, request.id()), nowNanos)
            : -1;
    if (number < 0) {
      return false;
    }
    relays++;
    from.onSent();
    link.send(
        new MinerMessage.UnknownRequest(RequestId.of(number), request.method(), request.params()));
    return true;
  }

  /// Asks for a miner, with its own password. False when the pool can't be asked now.
  boolean login(String poolUser, String password, Asked.LoginAnswered then, long nowNanos) {
    long number =
        open && logins < MOST_LOGINS
            ? outstanding.add(new Asked.Login(poolUser, then), nowNanos)
            : -1;
    if (number < 0) {
      return false;
    }
    logins++;
    link.send(new MinerMessage.Authorize(RequestId.of(number), poolUser, password));
    return true;
  }

  /// What the answer answers, once; null where nothing waits for it.
  @Nullable Asked take(PoolMessage.Answer answer) {
    Asked asked = outstanding.take(answer.id().number());
    if (asked == null) {
      unknownAnswers++;
    }
    return asked;
  }

  /// The pool answered something that was asked for a miner.
  void answered(Asked asked, PoolMessage.Answer answer, long nowNanos) {
    switch (asked) {
      case Asked.Submit(Share share, _, long sentNanos) -> {
        pendingShares--;
        listener.onAnswer(share, answer, nowNanos - sentNanos, nowNanos);
      }
      case Asked.Worker(String poolUser) ->
          directory.answered(poolUser, answer.isYes(), answer.error(), nowNanos);
      case Asked.Login(String poolUser, Asked.LoginAnswered then) -> {
        logins--;
        if (answer.isYes()) {
          directory.granted(poolUser, nowNanos);
        }
        then.on(answer.isYes(), answer.error(), nowNanos);
      }
      case Asked.Relayed(Relays from, RequestId id) -> {
        relays--;
        from.onAnswered(new PoolMessage.Answer(id, answer.result(), answer.error()));
      }
      case Asked.Configure _, Asked.Subscribe _, Asked.Authorize _, Asked.FollowExtranonce _ -> {}
    }
  }

  void onTick(long nowNanos) {
    if (directory.giveUpOverdue(nowNanos) > 0) {
      listener.tell(
          true,
          "did not answer for a worker name: its shares go under "
              + settings.user()
              + "; if it knows one name a connection, set worker_names = \"single\"");
    }
    outstanding.takeOlderThan(
        nowNanos - ANSWER_NANOS, asked -> unanswered(asked, "the pool did not answer", nowNanos));
  }

  /// The connection is over: whatever waits for an answer is lost.
  void end(long nowNanos) {
    open = false;
    outstanding.takeAll(asked -> unanswered(asked, "the pool connection ended", nowNanos));
  }

  private boolean askForWorker(String poolUser, long nowNanos) {
    long number = open ? outstanding.add(new Asked.Worker(poolUser), nowNanos) : -1;
    if (number < 0) {
      return false;
    }
    link.send(new MinerMessage.Authorize(RequestId.of(number), poolUser, settings.password()));
    return true;
  }

  private void unanswered(Asked asked, String why, long nowNanos) {
    switch (asked) {
      case Asked.Submit(Share share, _, _) -> {
        pendingShares--;
        listener.onLost(share, why, nowNanos);
      }
      case Asked.Worker(String poolUser) -> directory.unanswered(poolUser, nowNanos);
      case Asked.Login(_, Asked.LoginAnswered then) -> {
        logins--;
        then.on(false, WorkerDirectory.UNREACHABLE, nowNanos);
      }
      case Asked.Relayed(Relays from, RequestId id) -> {
        relays--;
        from.onAnswered(PoolMessage.Answer.refusal(id, UNANSWERED));
      }
      case Asked.Configure _, Asked.Subscribe _, Asked.Authorize _, Asked.FollowExtranonce _ -> {}
    }
  }
}
