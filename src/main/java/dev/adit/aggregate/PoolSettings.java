package dev.adit.aggregate;

import dev.adit.work.Algorithm;

/// What a lane needs to know of a pool.
///
/// @param host for comparing `client.reconnect` targets
/// @param fallbackUser whether shares of a name that the pool refuses go under `user`
/// @param deadAfterNanos without a job, after which the pool is left; 0: never
public record PoolSettings(
    String name,
    String host,
    int port,
    String user,
    String password,
    WorkerNaming naming,
    boolean fallbackUser,
    Algorithm algorithm,
    long backoffMinNanos,
    long backoffMaxNanos,
    long deadAfterNanos) {

  @Override
  public String toString() {
    return "PoolSettings[" + name + " " + host + ":" + port + "]";
  }
}
