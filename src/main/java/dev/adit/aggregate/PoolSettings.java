package dev.adit.aggregate;

import dev.adit.work.Algorithm;

/// What a lane needs to know of a pool.
///
/// @param host for comparing `client.reconnect` targets
/// @param fallbackUser whether shares of a name that the pool refuses go under `user`
/// @param deadAfterNanos without a job, after which the pool is left; 0: never
/// @param stableForNanos of healthy life that make it trusted: miners return to it, and its next
///   failure is the first again
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
    long deadAfterNanos,
    long stableForNanos,
    PoolTransport transport) {

  /// The name under which the pool knows a miner that calls itself `worker`.
  String userOf(String worker) {
    return naming.forPool(user, worker);
  }

  /// The same pool at another address, where it sent us.
  PoolSettings at(String otherHost, int otherPort) {
    return new PoolSettings(
        name,
        otherHost,
        otherPort,
        user,
        password,
        naming,
        fallbackUser,
        algorithm,
        backoffMinNanos,
        backoffMaxNanos,
        deadAfterNanos,
        stableForNanos,
        transport);
  }

  @Override
  public String toString() {
    return "PoolSettings[" + name + " " + host + ":" + port + "]";
  }
}
