package dev.adit.aggregate;

import dev.adit.stratum.MinerMessage.UnknownRequest;
import dev.adit.stratum.PoolMessage.Answer;

/// One miner's requests that Adit does not know, on their way to its pool and back.
final class Relays {
  /// They cost the miner nothing, so it must wait like others.
  private static final int MOST = 4;

  private final MinerSession miner;
  private int underWay;

  /// It has been told to the guard that the miner asks what nobody knows.
  private boolean isOdd;

  Relays(MinerSession miner) {
    this.miner = miner;
  }

  /// Whether requests like this one are passed on, be it now or when the pool is back.
  static boolean carries(UnknownRequest request, LaneSettings settings) {
    return !settings.strictBroadcast() && request.method().startsWith("mining.");
  }

  /// A request that is neither known nor passed on. Firmware that asks for what it could do without
  /// is no attacker: only the first of a connection counts.
  void onOdd(long nowNanos) {
    if (!isOdd) {
      isOdd = true;
      miner.conduct().noise(nowNanos);
    }
  }

  /// Passes the request on, where the listener wants that and the miner mines; false where it does
  /// not, too many wait already, or the pool can't be asked.
  boolean pass(UnknownRequest request, LaneSettings settings, long nowNanos) {
    PoolSession session = miner.line().session();
    return miner.isMining()
        && underWay < MOST
        && carries(request, settings)
        && session != null
        && session.requests().relay(this, request, nowNanos);
  }

  void onSent() {
    underWay++;
  }

  void onAnswered(Answer answer) {
    underWay--;
    miner.send(answer);
  }
}
