package dev.adit.aggregate;

/// Under which name a miner's shares go to the pool.
public enum WorkerNaming {
  /// All as the pool's configured user.
  SINGLE,
  /// The configured user's wallet, and the miner's own suffix.
  SUFFIX,
  /// As the miner calls itself.
  PASSTHROUGH;

  /// The name for the pool, given the configured `user` ("wallet.rig") and the miner's own name.
  ///
  /// The wallet is what stands before the configured user's first dot, the suffix what stands
  /// behind the miner's first dot. A miner without a suffix mines as the configured user.
  public String forPool(String user, String minerName) {
    return switch (this) {
      case SINGLE -> user;
      case PASSTHROUGH -> minerName.isEmpty() ? user : minerName;
      case SUFFIX -> {
        int dot = minerName.indexOf('.');
        if (dot < 0 || dot == minerName.length() - 1) {
          yield user;
        }
        int userDot = user.indexOf('.');
        String wallet = userDot < 0 ? user : user.substring(0, userDot);
        yield wallet + minerName.substring(dot);
      }
    };
  }
}
