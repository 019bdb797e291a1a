package dev.adit.aggregate;

import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.MinerMessage.Request;
import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.RequestId;
import dev.adit.stratum.StratumError;
import dev.adit.work.Difficulty;
import org.jspecify.annotations.Nullable;

/// The requests of a miner that change nothing of how far it has come.
final class SmallTalk {
  private SmallTalk() {}

  /// The answer, or null where it comes from elsewhere.
  static @Nullable Answer reply(MinerSession miner, Lane lane, Request request, long nowNanos) {
    RequestId id = request.id();
    return switch (request) {
      case MinerMessage.SuggestDifficulty ask -> {
        miner.feed().suggest(ask.difficulty());
        yield Answer.yes(id);
      }
      case MinerMessage.SuggestTarget ask -> {
        miner.feed().suggest(Difficulty.ofTarget(ask.target(), lane.algorithm()));
        yield Answer.yes(id);
      }
      case MinerMessage.ExtranonceSubscribe _ -> {
        miner.terms().followsExtranonce = true;
        yield Answer.yes(id);
      }
      // An empty list would claim an empty block: miners that check it warn with every job.
      case MinerMessage.GetTransactions _ -> no(id, "A proxy has no transactions");
      case MinerMessage.GetVersion _ -> Answer.of(id, '"' + lane.settings().userAgent() + '"');
      case MinerMessage.Ping _ -> Answer.of(id, "\"pong\"");
      case MinerMessage.Malformed ask -> {
        if (ask.method().equals("mining.submit")) {
          lane.desk().refuseMalformed(miner, ask, nowNanos);
          yield null;
        }
        // Advice that makes no sense is no fault, and changes nothing.
        if (ask.method().startsWith("mining.suggest_")) {
          yield Answer.yes(id);
        }
        if (ask.method().equals("mining.authorize")) {
          miner.conduct().loginFailed(nowNanos);
        } else {
          miner.conduct().noise(nowNanos);
        }
        yield no(id, ask.problem());
      }
      case MinerMessage.UnknownRequest ask -> {
        if (miner.relays().pass(ask, lane.settings(), nowNanos)) {
          yield null;
        }
        if (!Relays.carries(ask, lane.settings())) {
          miner.relays().onOdd(nowNanos);
        }
        yield no(id, "Unsupported method");
      }
      case MinerMessage.Configure _,
          MinerMessage.Subscribe _,
          MinerMessage.Authorize _,
          MinerMessage.Submit _ ->
          throw new IllegalArgumentException("not small talk: " + request);
    };
  }

  private static Answer no(RequestId id, String why) {
    return Answer.refusal(id, new StratumError(StratumError.OTHER, why));
  }
}
