package dev.adit.aggregate;

import dev.adit.stratum.PoolMessage;
import dev.adit.work.Job;

/// What a pool session tells its lane.
interface PoolListener {
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
  ///
  /// @param where the pool, at the address it named
  void onReconnect(PoolSession session, PoolSettings where, int waitSeconds, long nowNanos);

  void tell(boolean warning, String text);
}
