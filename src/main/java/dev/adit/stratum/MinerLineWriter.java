package dev.adit.stratum;

import dev.adit.stratum.MinerMessage.Answer;
import dev.adit.stratum.MinerMessage.Authorize;
import dev.adit.stratum.MinerMessage.Chatter;
import dev.adit.stratum.MinerMessage.Configure;
import dev.adit.stratum.MinerMessage.ExtranonceSubscribe;
import dev.adit.stratum.MinerMessage.Garbage;
import dev.adit.stratum.MinerMessage.GetTransactions;
import dev.adit.stratum.MinerMessage.GetVersion;
import dev.adit.stratum.MinerMessage.Malformed;
import dev.adit.stratum.MinerMessage.Ping;
import dev.adit.stratum.MinerMessage.Submit;
import dev.adit.stratum.MinerMessage.Subscribe;
import dev.adit.stratum.MinerMessage.SuggestDifficulty;
import dev.adit.stratum.MinerMessage.SuggestTarget;
import dev.adit.stratum.MinerMessage.UnknownRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes what a miner, or Adit in a miner's place, says to a pool.
final class MinerLineWriter {
  private MinerLineWriter() {}

  static void write(MinerMessage message, LineBuffer out) {
    switch (message) {
      case Submit submit -> submit(submit, out);
      case Configure configure -> configure(configure, out);
      case Subscribe subscribe -> subscribe(subscribe, out);
      case Authorize(RequestId id, String user, String password) ->
          LineWriter.request(out, id, "mining.authorize").text(user).text(password).end();
      case SuggestDifficulty(RequestId id, double difficulty) ->
          LineWriter.request(out, id, "mining.suggest_difficulty").number(difficulty).end();
      case SuggestTarget(RequestId id, HexBytes target) ->
          LineWriter.request(out, id, "mining.suggest_target").hex(target).end();
      case ExtranonceSubscribe(RequestId id) ->
          LineWriter.request(out, id, "mining.extranonce.subscribe").end();
      case GetTransactions(RequestId id, String jobId) ->
          LineWriter.request(out, id, "mining.get_transactions").text(jobId).end();
      case GetVersion(RequestId id) -> LineWriter.request(out, id, "mining.get_version").end();
      case Ping(RequestId id) -> LineWriter.request(out, id, "mining.ping").end();
      case UnknownRequest(RequestId id, String method, String params) ->
          LineWriter.request(out, id, method, params);
      case Answer(RequestId id, String result, String error) ->
          LineWriter.answer(out, id, result, error);
      case Chatter(String method) -> LineWriter.notification(out, method).end();
      case Malformed _, Garbage _ ->
          throw new IllegalArgumentException("what could not be read can't be said: " + message);
    }
  }

  private static void submit(Submit submit, LineBuffer out) {
    LineWriter line =
        LineWriter.request(out, submit.id(), "mining.submit")
            .text(submit.worker())
            .text(submit.jobId())
            .hex(submit.extranonce2())
            .hex32(submit.ntime())
            .hex32(submit.nonce());
    if (submit.versionBits() != null) {
      line.hex32(submit.versionBits());
    }
    line.end();
  }

  private static void subscribe(Subscribe subscribe, LineBuffer out) {
    LineWriter line = LineWriter.request(out, subscribe.id(), "mining.subscribe");
    if (subscribe.sessionId() != null) {
      line.text(subscribe.userAgent()).text(subscribe.sessionId());
    } else if (!subscribe.userAgent().isEmpty()) {
      line.text(subscribe.userAgent());
    }
    line.end();
  }

  private static void configure(Configure configure, LineBuffer out) {
    Map<String, String> options = new LinkedHashMap<>();
    if (configure.extensions().contains(Configure.VERSION_ROLLING)) {
      options.put(Configure.VERSION_ROLLING + ".mask", Results.quotedHex(configure.versionMask()));
    }
    if (configure.minimumDifficulty() != null) {
      options.put(
          Configure.MINIMUM_DIFFICULTY + ".value",
          JsonNumbers.plain(configure.minimumDifficulty()));
    }
    if (configure.info() != null) {
      options.put(Configure.INFO + ".sw-version", JsonEscapes.quote(configure.info()));
    }
    String extensions =
        configure.extensions().stream()
            .map(JsonEscapes::quote)
            .collect(Collectors.joining(",", "[", "]"));
    LineWriter.request(out, configure.id(), "mining.configure")
        .json(extensions)
        .json(Results.object(options))
        .end();
  }
}
