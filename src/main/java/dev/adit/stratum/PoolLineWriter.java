package dev.adit.stratum;

import dev.adit.stratum.PoolMessage.Answer;
import dev.adit.stratum.PoolMessage.Garbage;
import dev.adit.stratum.PoolMessage.GetVersion;
import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.PoolMessage.Ping;
import dev.adit.stratum.PoolMessage.Reconnect;
import dev.adit.stratum.PoolMessage.SetDifficulty;
import dev.adit.stratum.PoolMessage.SetExtranonce;
import dev.adit.stratum.PoolMessage.SetVersionMask;
import dev.adit.stratum.PoolMessage.ShowMessage;
import dev.adit.stratum.PoolMessage.Unknown;

/// Writes what a pool, or Adit in a pool's place, says to a miner.
final class PoolLineWriter {
  private PoolLineWriter() {}

  static void write(PoolMessage message, LineBuffer out) {
    switch (message) {
      case Answer(RequestId id, String result, String error) ->
          LineWriter.answer(out, id, result, error);
      case Notify notify -> notify(notify, out);
      case SetDifficulty(double difficulty) ->
          LineWriter.notification(out, "mining.set_difficulty").number(difficulty).end();
      case SetExtranonce(HexBytes extranonce1, int extranonce2Size) ->
          LineWriter.notification(out, "mining.set_extranonce")
              .hex(extranonce1)
              .number(extranonce2Size)
              .end();
      case SetVersionMask(int mask) ->
          LineWriter.notification(out, "mining.set_version_mask").hex32(mask).end();
      case Reconnect reconnect -> reconnect(reconnect, out);
      case ShowMessage(String text) ->
          LineWriter.notification(out, "client.show_message").text(text).end();
      case GetVersion(RequestId id) -> LineWriter.request(out, id, "client.get_version").end();
      case Ping(RequestId id) -> LineWriter.request(out, id, "mining.ping").end();
      case Unknown(String method, String params) ->
          LineWriter.request(out, RequestId.NULL, method, params);
      case Garbage _ ->
          throw new IllegalArgumentException("what could not be read can't be said: " + message);
    }
  }

  private static void notify(Notify notify, LineBuffer out) {
    LineWriter.notification(out, "mining.notify")
        .text(notify.jobId())
        .hex(notify.prevhash())
        .hex(notify.coinb1())
        .hex(notify.coinb2())
        .hexes(notify.branch())
        .hex32(notify.version())
        .hex32(notify.nbits())
        .hex32(notify.ntime())
        .json(Boolean.toString(notify.clean()))
        .end();
  }

  private static void reconnect(Reconnect reconnect, LineBuffer out) {
    LineWriter line = LineWriter.notification(out, "client.reconnect");
    boolean here = reconnect.host() == null && reconnect.port() == 0;
    if (!here || reconnect.waitSeconds() != 0) {
      line.json(reconnect.host() == null ? "null" : JsonEscapes.quote(reconnect.host()))
          .json(reconnect.port() == 0 ? "null" : Integer.toString(reconnect.port()))
          .number(reconnect.waitSeconds());
    }
    line.end();
  }
}
