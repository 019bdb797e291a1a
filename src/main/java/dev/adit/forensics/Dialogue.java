package dev.adit.forensics;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.StratumCodec;
import dev.adit.stratum.Subscription;
import dev.adit.work.Algorithm;
import java.util.function.Consumer;

/// What a miner and a pool have told each other, understood message by message: which answer
/// belongs to which request, and which [Terms] were in force when something was sent.
final class Dialogue {
  /// No pool needs so long for an answer.
  private static final double PATIENCE_SECONDS = 60;

  private final StratumCodec codec;
  private final JobParts parts;
  private final Consumer<Observation> tell;
  private final Unanswered unanswered = new Unanswered();
  private final Terms terms;
  private String worker = "";
  private boolean doubtful;

  /// Lines of the miner's that are not understood here: the pool may, and answer them.
  private long unread;

  /// @param tell gets what is observed, in order
  Dialogue(
      Algorithm algorithm,
      StratumCodec codec,
      Prover prover,
      JobParts parts,
      Consumer<Observation> tell) {
    this.codec = codec;
    this.parts = parts;
    this.tell = tell;
    this.terms = new Terms(algorithm, prover);
  }

  /// That was authorised last, or else asked for; "" before.
  String worker() {
    return worker;
  }

  Terms terms() {
    return terms;
  }

  /// Whether something was not heard, or forgotten: what is missing now may have been there.
  boolean isDoubtful() {
    return doubtful;
  }

  /// Whether a login waits for the pool's word.
  boolean awaitsLogin() {
    return unanswered.hasLogin();
  }

  /// Something was not heard.
  void doubt() {
    doubtful = true;
    unanswered.forgetAll();
  }

  /// The miner has said what is not understood here.
  void onUnread() {
    unread++;
  }

  /// Looks for shares that wait too long for an answer.
  void pass(Moment now) {
    for (Unanswered.Waiting waiting : unanswered.waiting()) {
      if (now.secondsSince(waiting.at) < PATIENCE_SECONDS) {
        break;
      }
      if (!waiting.told && waiting.question instanceof Unanswered.Question.Share(SeenShare share)) {
        tell.accept(new Observation.ShareUnanswered(now, share));
      }
      waiting.told = true;
    }
  }

  /// Shares that nobody answered until now.
  int openShares() {
    int shares = 0;
    for (Unanswered.Waiting waiting : unanswered.waiting()) {
      if (waiting.question instanceof Unanswered.Question.Share) {
        shares++;
      }
    }
    return shares;
  }

  void onMiner(MinerMessage message, Moment at) {
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
        tell.accept(new Observation.Unread(at, Party.MINER, bad.problem(), true));
      }
      case MinerMessage.UnknownRequest odd ->
          asked(odd.id(), new Unanswered.Question.Odd(odd.method(), false), at);
      case MinerMessage.Request other -> asked(other.id(), new Unanswered.Question.Other(), at);
      case MinerMessage.Garbage garbage -> {
        onUnread();
        tell.accept(new Observation.Unread(at, Party.MINER, garbage.problem(), false));
      }
      case MinerMessage.Answer _, MinerMessage.Chatter _ -> {}
    }
  }

  private void asked(RequestId id, Unanswered.Question question, Moment at) {
    // An answer that comes late will fit nothing, or the wrong question.
    doubtful |= unanswered.asked(id, question, at);
  }

  private void onSubmit(MinerMessage.Submit submit, Moment at) {
    SeenShare share = terms.share(submit, at);
    asked(submit.id(), new Unanswered.Question.Share(share), at);
    tell.accept(new Observation.ShareSent(at, share));
  }

  void onPool(PoolMessage message, Moment at) {
    switch (message) {
      case PoolMessage.Notify notify ->
          tell.accept(new Observation.JobGiven(at, terms.onJob(parts.of(notify), at)));
      case PoolMessage.SetDifficulty(double value) -> {
        terms.onDifficulty(value);
        tell.accept(new Observation.DifficultySet(at, value));
      }
      case PoolMessage.SetExtranonce(HexBytes first, int size) ->
          onExtranonce(first, size, Observation.ExtranonceGiven.How.ANNOUNCED, at);
      case PoolMessage.SetVersionMask(int mask) -> terms.onVersionMask(mask, false);
      case PoolMessage.Reconnect(String host, int port, int _) ->
          tell.accept(new Observation.Redirected(at, host, port));
      case PoolMessage.Answer answer -> onAnswer(answer, at);
      case PoolMessage.Garbage(String problem) ->
          tell.accept(new Observation.Unread(at, Party.POOL, problem, false));
      case PoolMessage.ShowMessage _,
          PoolMessage.GetVersion _,
          PoolMessage.Ping _,
          PoolMessage.Unknown _ -> {}
    }
  }

  private void onExtranonce(
      HexBytes first, int size, Observation.ExtranonceGiven.How how, Moment at) {
    var given = new Observation.ExtranonceGiven(at, first, size, how);
    terms.onExtranonce(given);
    tell.accept(given);
  }

  private void onAnswer(PoolMessage.Answer answer, Moment at) {
    Unanswered.Answered answered = unanswered.answered(answer.id(), at);
    if (answered == null) {
      onStray(answer, at);
      return;
    }
    switch (answered.question()) {
      case Unanswered.Question.Subscribe _ ->
          onSubscription(answer, Observation.ExtranonceGiven.How.ASKED, at);
      case Unanswered.Question.Configure _ ->
          terms.onVersionMask(codec.readVersionMask(answer.result()), true);
      case Unanswered.Question.Authorize(String name) -> {
        if (answer.isYes()) {
          worker = name;
        }
        tell.accept(new Observation.Authorized(at, name, answer.isYes()));
      }
      case Unanswered.Question.Share(SeenShare share) ->
          tell.accept(
              new Observation.ShareAnswered(
                  at, share, terms.answer(answer, share, answered.match(), at)));
      case Unanswered.Question.Odd(String method, boolean known) -> {
        if (answered.match() != Match.GUESSED || answer.isYes()) {
          tell.accept(odd(answer, method, known, at));
        }
      }
      case Unanswered.Question.Other _ -> {}
    }
  }

  private static Observation odd(
      PoolMessage.Answer answer, String method, boolean known, Moment at) {
    boolean refused = !answer.error().equals("null");
    return new Observation.OddAnswered(at, method, known, answer.isYes(), refused);
  }

  private void onStray(PoolMessage.Answer answer, Moment at) {
    if (doubtful) {
      return;
    }
    // Such a line is no subscription: who has one, and is given another, has not asked for it.
    boolean subscribedAgain =
        terms.extranonce1() != null && codec.readSubscription(answer.result()) != null;
    if (unread > 0 && !subscribedAgain) {
      unread--;
      tell.accept(odd(answer, Observation.OddAnswered.UNREAD, false, at));
      return;
    }
    onSubscription(answer, Observation.ExtranonceGiven.How.UNASKED, at);
    tell.accept(new Observation.StrayAnswer(at, answer.id()));
  }

  private void onSubscription(
      PoolMessage.Answer answer, Observation.ExtranonceGiven.How how, Moment at) {
    Subscription given = codec.readSubscription(answer.result());
    if (given != null) {
      onExtranonce(given.extranonce1(), given.extranonce2Size(), how, at);
    }
  }
}
