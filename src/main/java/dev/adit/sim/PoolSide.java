package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.MinerMessage.Authorize;
import dev.adit.stratum.MinerMessage.Configure;
import dev.adit.stratum.MinerMessage.Request;
import dev.adit.stratum.MinerMessage.Submit;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.StratumError;
import dev.adit.work.Candidate;
import dev.adit.work.Job;
import dev.adit.work.Vardiff;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a simulated pool says to one connection. It knows no socket; owned by the pool's loop.
final class PoolSide {
  /// A pool forgets old jobs of a block too.
  private static final int JOBS_KEPT = 64;

  private final SimPoolSettings settings;
  private final JobBoard board;
  private final ShareCheck check;
  private final PoolBooks books;
  private final Consumer<PoolMessage> out;
  private final Set<String> workers = new HashSet<>();
  private final Deque<Job> jobs = new ArrayDeque<>();
  private final Vardiff vardiff;
  private HexBytes extranonce1;
  private int extranonce2Size;
  private boolean subscribed;
  private int versionMask;
  private double difficulty;

  PoolSide(
      SimPoolSettings settings,
      JobBoard board,
      ShareCheck check,
      PoolBooks books,
      HexBytes extranonce1,
      double difficulty,
      long nowNanos,
      Consumer<PoolMessage> out) {
    this.settings = settings;
    this.board = board;
    this.check = check;
    this.books = books;
    this.extranonce1 = extranonce1;
    this.extranonce2Size = settings.extranonce2Size;
    this.difficulty = difficulty;
    this.vardiff = new Vardiff(settings.vardiff(), difficulty, nowNanos);
    this.out = out;
  }

  void on(MinerMessage message, long nowNanos) {
    switch (message) {
      case Configure ask -> configure(ask);
      case MinerMessage.Subscribe ask -> subscribe(ask);
      case Authorize ask -> authorize(ask);
      case Submit share -> submit(share, nowNanos);
      case MinerMessage.ExtranonceSubscribe ask -> say(Answer.yes(ask.id()));
      case MinerMessage.SuggestDifficulty ask -> say(Answer.yes(ask.id()));
      case MinerMessage.SuggestTarget ask -> say(Answer.yes(ask.id()));
      case MinerMessage.GetTransactions ask -> say(Answer.of(ask.id(), "[]"));
      case MinerMessage.GetVersion ask -> say(Answer.of(ask.id(), "\"adit-sim\""));
      case MinerMessage.Ping ask -> say(Answer.of(ask.id(), "\"pong\""));
      case MinerMessage.Malformed ask -> refuse(ask, StratumError.OTHER, "Malformed request");
      case MinerMessage.UnknownRequest ask -> refuse(ask, StratumError.OTHER, "Unsupported method");
      case MinerMessage.Answer _, MinerMessage.Chatter _, MinerMessage.Garbage _ -> {}
    }
  }

  /// Books the current job; false where this connection is not ready for jobs. The caller sends it.
  boolean takes(Notify job) {
    if (!isReady()) {
      return false;
    }
    if (job.clean()) {
      jobs.clear();
    } else if (jobs.size() == JOBS_KEPT) {
      jobs.removeLast();
    }
    jobs.addFirst(board.at(difficulty));
    return true;
  }

  /// From the next job on.
  void setDifficulty(double value) {
    difficulty = value;
    if (isReady()) {
      say(new PoolMessage.SetDifficulty(value));
    }
  }

  /// To be followed by a clean job.
  void setExtranonce(HexBytes fresh, int size) {
    extranonce1 = fresh;
    extranonce2Size = size;
    jobs.clear();
    if (subscribed) {
      say(new PoolMessage.SetExtranonce(fresh, size));
    }
  }

  /// Valid at once, also for jobs that were sent before.
  void setVersionMask(int mask) {
    versionMask = mask;
    say(new PoolMessage.SetVersionMask(mask));
  }

  /// About once a second.
  void onTick(long nowNanos) {
    double next = vardiff.review(difficulty, Double.MAX_VALUE, nowNanos);
    if (next != difficulty) {
      setDifficulty(next);
    }
  }

  private boolean isReady() {
    return subscribed && !workers.isEmpty();
  }

  private void configure(Configure ask) {
    Grants grants = Grants.of(ask, settings.versionMask);
    versionMask = grants.versionMask();
    say(Answer.of(ask.id(), grants.json()));
  }

  private void subscribe(MinerMessage.Subscribe ask) {
    subscribed = true;
    String id = extranonce1.hex();
    say(
        Answer.of(
            ask.id(),
            "[[[\"mining.set_difficulty\",\"%s\"],[\"mining.notify\",\"%s\"]],\"%s\",%d]"
                .formatted(id, id, id, extranonce2Size)));
    welcome();
  }

  private void authorize(Authorize ask) {
    var refused = settings.refuse;
    if (refused != null && refused.matcher(ask.user()).matches()) {
      refuse(ask, StratumError.UNAUTHORIZED, "Unauthorized worker");
      return;
    }
    boolean first = workers.isEmpty();
    workers.add(ask.user());
    say(Answer.yes(ask.id()));
    if (first) {
      welcome();
    }
  }

  private void welcome() {
    Notify job = board.forNewcomer();
    if (takes(job)) {
      say(new PoolMessage.SetDifficulty(difficulty));
      say(job);
    }
  }

  private void submit(Submit share, long nowNanos) {
    if (check.leavesUnanswered()) {
      books.leaveUnanswered();
      return;
    }
    switch (judge(share)) {
      case ShareCheck.Good(double credit, boolean block) -> {
        books.accept(share.worker(), credit, block);
        say(Answer.yes(share.id()));
        vardiff.onShare(credit, nowNanos);
        onTick(nowNanos);
      }
      case ShareCheck.Bad(StratumError error) -> {
        books.reject(share.worker(), error.code());
        say(Answer.refusal(share.id(), error));
      }
    }
  }

  private ShareCheck.Outcome judge(Submit share) {
    if (!subscribed) {
      return ShareCheck.bad(StratumError.NOT_SUBSCRIBED, "Not subscribed");
    }
    if (!workers.contains(share.worker())) {
      return ShareCheck.bad(StratumError.UNAUTHORIZED, "Unauthorized worker");
    }
    Job job = find(share.jobId());
    if (job == null) {
      return ShareCheck.bad(StratumError.JOB_NOT_FOUND, "Job not found");
    }
    if (share.extranonce2().size() != extranonce2Size) {
      return ShareCheck.bad(StratumError.OTHER, "Invalid extranonce2 length");
    }
    return check.check(
        new Candidate(
            job,
            extranonce1,
            share.extranonce2(),
            share.ntime(),
            share.nonce(),
            share.versionBits(),
            versionMask,
            job.poolDifficulty()));
  }

  private @Nullable Job find(String jobId) {
    for (Job job : jobs) {
      if (job.notification().jobId().equals(jobId)) {
        return job;
      }
    }
    return null;
  }

  private void say(PoolMessage message) {
    out.accept(message);
  }

  private void refuse(Request ask, int code, String text) {
    say(Answer.refusal(ask.id(), new StratumError(code, text)));
  }
}
