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
import dev.adit.stratum.RequestId;
import dev.adit.stratum.StratumError;
import dev.adit.work.Vardiff;
import java.util.function.Consumer;

/// What a simulated pool says to one connection. It knows no socket; owned by the pool's loop.
final class PoolSide {
  private final PoolOffice office;
  private final Consumer<PoolMessage> out;
  private final Subscriber subscriber;
  private final Vardiff vardiff;
  private RequestId subscription = RequestId.NULL;
  private double difficulty;

  PoolSide(PoolOffice office, double difficulty, long nowNanos, Consumer<PoolMessage> out) {
    Extranonces extranonces = office.extranonces();
    this.office = office;
    this.subscriber = new Subscriber(office.check(), extranonces.next1(), extranonces.size2());
    this.difficulty = difficulty;
    this.vardiff = new Vardiff(office.settings().vardiff(), difficulty, nowNanos);
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

  /// Books the next job; false where this connection is not ready for jobs. The caller sends it.
  boolean takes(Notify job) {
    if (!subscriber.isReady()) {
      return false;
    }
    office.tricks().disturb(this);
    subscriber.give(office.board().at(difficulty), job.clean());
    return true;
  }

  /// From the next job on.
  void setDifficulty(double value) {
    difficulty = value;
    if (subscriber.isReady()) {
      say(new PoolMessage.SetDifficulty(value));
    }
  }

  /// To be followed by a clean job.
  void setExtranonce(HexBytes fresh, int size) {
    subscriber.setExtranonce(fresh, size);
    if (subscriber.isSubscribed()) {
      say(new PoolMessage.SetExtranonce(fresh, size));
    }
  }

  /// Answers the subscription once more, with another extranonce1 that holds from the next job on.
  void subscribeAnew() {
    subscriber.setExtranonce1(office.extranonces().next1());
    answerSubscription();
  }

  /// Valid at once, also for jobs that were sent before.
  void setVersionMask(int mask) {
    subscriber.grantVersionMask(mask);
    say(new PoolMessage.SetVersionMask(mask));
  }

  /// About once a second.
  void onTick(long nowNanos) {
    double next = vardiff.review(difficulty, Double.MAX_VALUE, nowNanos);
    if (next != difficulty) {
      setDifficulty(next);
    }
  }

  void say(PoolMessage message) {
    out.accept(message);
  }

  private void configure(Configure ask) {
    Grants grants = Grants.of(ask, office.settings().versionMask);
    subscriber.grantVersionMask(grants.versionMask());
    say(Answer.of(ask.id(), grants.json()));
  }

  private void subscribe(MinerMessage.Subscribe ask) {
    subscription = ask.id();
    subscriber.subscribe();
    answerSubscription();
    welcome();
  }

  private void answerSubscription() {
    String id = subscriber.extranonce1().hex();
    say(
        Answer.of(
            subscription,
            "[[[\"mining.set_difficulty\",\"%s\"],[\"mining.notify\",\"%s\"]],\"%s\",%d]"
                .formatted(id, id, id, subscriber.extranonce2Size())));
  }

  private void authorize(Authorize ask) {
    var refused = office.settings().refuse;
    if (refused != null && refused.matcher(ask.user()).matches()) {
      refuse(ask, StratumError.UNAUTHORIZED, "Unauthorized worker");
      return;
    }
    boolean first = subscriber.authorize(ask.user());
    say(Answer.yes(ask.id()));
    if (first) {
      welcome();
    }
  }

  private void welcome() {
    if (subscriber.isReady()) {
      Notify job = office.board().forNewcomer();
      subscriber.give(office.board().at(difficulty), job.clean());
      say(new PoolMessage.SetDifficulty(difficulty));
      say(job);
    }
  }

  private void submit(Submit share, long nowNanos) {
    if (office.check().leavesUnanswered()) {
      office.books().leaveUnanswered();
      return;
    }
    ShareCheck.Outcome outcome = subscriber.judge(share);
    int answers = office.tricks().answers(outcome);
    if (answers == 0) {
      office.books().leaveUnanswered();
      return;
    }
    for (int i = 0; i < answers; i++) {
      say(answer(share, outcome));
    }
    book(share, outcome, nowNanos);
  }

  private static Answer answer(Submit share, ShareCheck.Outcome outcome) {
    return switch (outcome) {
      case ShareCheck.Good _ -> Answer.yes(share.id());
      case ShareCheck.Bad(StratumError error) -> Answer.refusal(share.id(), error);
    };
  }

  private void book(Submit share, ShareCheck.Outcome outcome, long nowNanos) {
    switch (outcome) {
      case ShareCheck.Good(double credit, double worth, boolean block) -> {
        office.books().accept(share.worker(), credit, block);
        office.published().accept(share.worker(), credit, worth, nowNanos);
        vardiff.onShare(credit, nowNanos);
        onTick(nowNanos);
      }
      case ShareCheck.Bad(StratumError error) ->
          office.books().reject(share.worker(), error.code());
    }
  }

  private void refuse(Request ask, int code, String text) {
    say(Answer.refusal(ask.id(), new StratumError(code, text)));
  }
}
