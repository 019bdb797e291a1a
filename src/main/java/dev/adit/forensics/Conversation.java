package dev.adit.forensics;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.StratumCodec;
import dev.adit.stratum.Subscription;
import dev.adit.work.Difficulty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a miner and a pool say to each other on one connection, understood. On the analyser's
/// thread.
final class Conversation {
  /// No pool needs so long for an answer.
  private static final double PATIENCE_SECONDS = 60;

  private final Call call;
  private final @Nullable Manners manners;
  private final StratumCodec codec;
  private final Prover prover;
  private final JobParts parts;
  private final List<Witness> witnesses = new ArrayList<>();
  private final Lines minerLines = new Lines(Lines.LONGEST_OF_MINERS_BYTES);
  private final Lines poolLines = new Lines(Lines.LONGEST_BYTES);
  private final Unanswered unanswered = new Unanswered();
  private final Difficulties difficulties;

  private final KnownJobs jobs = new KnownJobs();

  private @Nullable HexBytes extranonce1;

  /// That the pool has told unasked since: nobody knows whether the miner follows.
  private @Nullable HexBytes unaskedExtranonce1;

  private int extranonce2Size;
  private int versionMask;
  private String worker = "";
  private boolean doubtful;
  private boolean underWay;
  private boolean minerHasSpoken;

  /// @param manners where somebody wants to know how the miner behaves
  /// @param underWay whether something was said before that was not heard
  Conversation(
      Call call,
      @Nullable Manners manners,
      StratumCodec codec,
      Prover prover,
      JobParts parts,
      boolean underWay) {
    this.call = call;
    this.manners = manners;
    this.codec = codec;
    this.prover = prover;
    this.parts = parts;
    this.difficulties = new Difficulties(call.algorithm());
    this.underWay = underWay;
    this.doubtful = underWay;
  }

  void heardBy(List<? extends Witness.Source> sources) {
    sources.forEach(source -> witnesses.add(source.attend(this)));
  }

  /// Others than before hear it, from its middle on.
  void heardAnew(List<? extends Witness.Source> sources, Moment now) {
    underWay = true;
    witnesses.clear();
    heardBy(sources);
    begin(now);
  }

  /// Whether those who hear it have not heard its beginning.
  boolean isUnderWay() {
    return underWay;
  }

  Call call() {
    return call;
  }

  /// That was authorised last, or else asked for; "" before.
  String worker() {
    return worker;
  }

  @Nullable HexBytes extranonce1() {
    return extranonce1;
  }

  int extranonce2Size() {
    return extranonce2Size;
  }

  /// The bits of the version that miners may roll; 0: none.
  int versionMask() {
    return versionMask;
  }

  /// As the pool set it last; 1 before.
  Difficulty difficulty() {
    return difficulties.latest();
  }

  /// The newest; null before the first.
  @Nullable SeenJob job() {
    return jobs.newest();
  }

  // What is heard

  void begin(Moment at) {
    tell(new Observation.Began(at));
  }

  void said(Party who, byte[] bytes, boolean afterGap, Moment at) {
    minerHasSpoken |= who == Party.MINER;
    Lines lines = who == Party.MINER ? minerLines : poolLines;
    try {
      if (afterGap) {
        lines.onGap();
        onGap(who, at);
      }
      lines.feed(bytes, sink(who, at));
    } catch (RuntimeException | Error ours) {
      // What came with that line is not heard.
      lines.onGap();
      onDoubt();
      if (manners != null) {
        manners.missSome();
      }
      throw ours;
    }
  }

  private Lines.Sink sink(Party who, Moment at) {
    return new Lines.Sink() {
      @Override
      public void onLine(byte[] line, int offset, int length) {
        if (!StratumCodec.isBlank(line, offset, length)) {
          hear(who, line, offset, length, at);
        }
      }

      @Override
      public void onUnread() {
        for (Witness witness : witnesses) {
          witness.onLeftOut(who, at);
        }
        String problem = "too long, or only a part of it was heard";
        tell(new Observation.Unread(at, who, problem, false));
      }
    };
  }

  private void onDoubt() {
    doubtful = true;
    unanswered.forgetAll();
  }

  private void onGap(Party who, Moment at) {
    onDoubt();
    tell(new Observation.Missed(at, who));
  }

  private void hear(Party who, byte[] line, int offset, int length, Moment at) {
    for (Witness witness : witnesses) {
      witness.onLine(who, line, offset, length, at);
    }
    if (who == Party.MINER) {
      onMiner(codec.readMiner(line, offset, length), at);
    } else {
      onPool(codec.readPool(line, offset, length), at);
    }
  }

  void pass(Moment now) {
    for (Unanswered.Waiting waiting : unanswered.waiting()) {
      if (now.secondsSince(waiting.at) < PATIENCE_SECONDS) {
        break;
      }
      if (!waiting.told && waiting.question instanceof Unanswered.Question.Share(SeenShare share)) {
        tell(new Observation.ShareUnanswered(now, share));
      }
      waiting.told = true;
    }
    tell(new Observation.Passed(now));
  }

  void end(Moment at) {
    int shares = 0;
    for (Unanswered.Waiting waiting : unanswered.waiting()) {
      if (waiting.question instanceof Unanswered.Question.Share) {
        shares++;
      }
    }
    tell(new Observation.Ended(at, shares));
  }

  private void tell(Observation seen) {
    for (Witness witness : witnesses) {
      witness.on(seen);
    }
    if (manners != null) {
      manners.on(seen, this);
    }
  }

  // What the miner says

  private void onMiner(MinerMessage message, Moment at) {
    switch (message) {
      case MinerMessage.Subscribe ask -> asked(ask.id(), new Unanswered.Question.Subscribe(), at);
      case MinerMessage.Configure ask -> asked(ask.id(), new Unanswered.Question.Configure(), at);
      case MinerMessage.Authorize ask -> {
        if (worker.isEmpty()) {
          worker = ask.user();
        }
        asked(ask.id(), new Unanswered.Question.Authorize(ask.user()), at);
      }
      case MinerMessage.Submit submit -> onSubmit(submit, at);
      case MinerMessage.Malformed bad -> {
        asked(bad.id(), new Unanswered.Question.Odd(bad.method(), true), at);
        tell(new Observation.Unread(at, Party.MINER, bad.problem(), true));
      }
      case MinerMessage.UnknownRequest odd ->
          asked(odd.id(), new Unanswered.Question.Odd(odd.method(), false), at);
      case MinerMessage.Request other -> asked(other.id(), new Unanswered.Question.Other(), at);
      case MinerMessage.Garbage garbage ->
          tell(new Observation.Unread(at, Party.MINER, garbage.problem(), false));
      case MinerMessage.Answer _, MinerMessage.Chatter _ -> {}
    }
  }

  private void asked(RequestId id, Unanswered.Question question, Moment at) {
    // An answer that comes late will fit nothing, or the wrong question.
    doubtful |= unanswered.asked(id, question, at);
  }

  private void onSubmit(MinerMessage.Submit submit, Moment at) {
    SeenJob job = jobs.find(submit.jobId());
    boolean current = job != null && jobs.isCurrent(job);
    HexBytes first = job == null ? null : job.extranonce1();
    SeenShare share =
        new SeenShare(
            submit,
            job,
            job == null || first == null
                ? null
                : prover.prove(submit, job.job(), versionMask, first, unaskedExtranonce1),
            current,
            at);
    asked(submit.id(), new Unanswered.Question.Share(share), at);
    tell(new Observation.ShareSent(at, share));
  }

  // What the pool says

  private void onPool(PoolMessage message, Moment at) {
    switch (message) {
      case PoolMessage.Notify notify -> onJob(parts.of(notify), at);
      case PoolMessage.SetDifficulty(double value) -> {
        difficulties.set(value, jobs.given());
        tell(new Observation.DifficultySet(at, value));
      }
      case PoolMessage.SetExtranonce(HexBytes first, int size) ->
          onExtranonce(first, size, Observation.ExtranonceGiven.How.ANNOUNCED, at);
      case PoolMessage.SetVersionMask(int mask) -> versionMask = mask;
      case PoolMessage.Reconnect(String host, int port, int _) ->
          tell(new Observation.Redirected(at, host, port));
      case PoolMessage.Answer answer -> onAnswer(answer, at);
      case PoolMessage.Garbage(String problem) ->
          tell(new Observation.Unread(at, Party.POOL, problem, false));
      case PoolMessage.ShowMessage _,
          PoolMessage.GetVersion _,
          PoolMessage.Ping _,
          PoolMessage.Unknown _ -> {}
    }
  }

  private void onJob(PoolMessage.Notify notify, Moment at) {
    tell(new Observation.JobGiven(at, jobs.add(notify, difficulties.latest(), extranonce1, at)));
  }

  private void onExtranonce(
      HexBytes first, int size, Observation.ExtranonceGiven.How how, Moment at) {
    if (how == Observation.ExtranonceGiven.How.UNASKED) {
      unaskedExtranonce1 = first;
    } else {
      extranonce1 = first;
      extranonce2Size = size;
      unaskedExtranonce1 = null;
    }
    tell(new Observation.ExtranonceGiven(at, first, size, how));
  }

  private void onAnswer(PoolMessage.Answer answer, Moment at) {
    Unanswered.Waiting waiting = unanswered.answered(answer.id());
    if (waiting == null) {
      onStray(answer, at);
      return;
    }
    switch (waiting.question) {
      case Unanswered.Question.Subscribe _ ->
          onSubscription(answer, Observation.ExtranonceGiven.How.ASKED, at);
      case Unanswered.Question.Configure _ -> versionMask = codec.readVersionMask(answer.result());
      case Unanswered.Question.Authorize(String name) -> {
        if (answer.isYes()) {
          worker = name;
        }
        tell(new Observation.Authorized(at, name, answer.isYes()));
      }
      case Unanswered.Question.Share(SeenShare share) ->
          tell(new Observation.ShareAnswered(at, share, answer(answer, share, at)));
      case Unanswered.Question.Odd(String method, boolean known) -> {
        boolean refused = !answer.error().equals("null");
        tell(new Observation.OddAnswered(at, method, known, answer.isYes(), refused));
      }
      case Unanswered.Question.Other _ -> {}
    }
  }

  private ShareAnswer answer(PoolMessage.Answer answer, SeenShare share, Moment at) {
    long job = share.job() == null ? jobs.given() : share.job().number();
    long latencyNanos = at.nanos() - share.at().nanos();
    return ShareAnswer.of(answer, latencyNanos, difficulties.least(job), difficulties.most(job));
  }

  private void onStray(PoolMessage.Answer answer, Moment at) {
    if (doubtful) {
      return;
    }
    onSubscription(answer, Observation.ExtranonceGiven.How.UNASKED, at);
    tell(new Observation.StrayAnswer(at, answer.id()));
  }

  private void onSubscription(
      PoolMessage.Answer answer, Observation.ExtranonceGiven.How how, Moment at) {
    Subscription given = codec.readSubscription(answer.result());
    if (given != null) {
      onExtranonce(given.extranonce1(), given.extranonce2Size(), how, at);
    }
  }

  /// Whether something was not heard, or forgotten: what is missing now may have been there.
  boolean isDoubtful() {
    return doubtful;
  }

  /// Whether any byte of the miner's was heard.
  boolean minerHasSpoken() {
    return minerHasSpoken;
  }

  /// Whether a login waits for the pool's word.
  boolean awaitsLogin() {
    return unanswered.hasLogin();
  }
}
