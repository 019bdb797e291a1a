package dev.adit.aggregate;

/// What a miner did that speaks for it or against it. Told where it is decided, or where it is
/// overheard; what follows from it is the guard's business, which may end the connection, but not
/// before the call returns.
public interface Conduct {
  /// The miner has authorised a worker.
  void loggedIn(long nowNanos);

  /// A worker was refused, or the request was malformed.
  void loginFailed(long nowNanos);

  /// The time to authorise is up. Said at every tick until the miner has, or is gone.
  void loginOverdue(long nowNanos);

  /// A share met the miner's difficulty, whatever the pool will say.
  void goodShare(double difficulty, long nowNanos);

  /// A share was refused here, and not for coming late.
  void badShare(long nowNanos);

  /// A message that is malformed, unknown or too long.
  void noise(long nowNanos);
}
