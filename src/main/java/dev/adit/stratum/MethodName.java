package dev.adit.stratum;

import java.util.List;
import java.util.Locale;

/// A method's name as it is compared: in lower case, without an argument in brackets behind it, as
/// in `mining.suggest_difficulty(1000)`.
///
/// @param base the name in lower case
/// @param argument what stood between the brackets, as it was written, or ""
record MethodName(String base, String argument) {

  /// What a pool based on ckpool takes for a method of its own, since it compares only the
  /// beginnings of names. Some of them (node, remote, passthrough, term) give power over the pool;
  /// none may reach it in a miner's own words.
  private static final List<String> TAKEN =
      List.of(
          "mining.auth",
          "mining.configure",
          "mining.get_transactions",
          "mining.get_txnhashes",
          "mining.multi_version",
          "mining.node",
          "mining.passthrough",
          "mining.remote",
          "mining.submit",
          "mining.subscribe",
          "mining.suggest",
          "mining.term");

  /// What only a miner says, besides those.
  private static final List<String> OF_MINERS =
      List.of(
          "mining.capabilities",
          "mining.extranonce.subscribe",
          "mining.get_version",
          "mining.hashes_done");

  /// What only a pool says; `client.*` besides.
  private static final List<String> OF_POOLS =
      List.of(
          "mining.notify",
          "mining.set_difficulty",
          "mining.set_extranonce",
          "mining.set_goal",
          "mining.set_target",
          "mining.set_version_mask");

  static MethodName of(String written) {
    int open = written.indexOf('(');
    if (open < 0) {
      return new MethodName(written.toLowerCase(Locale.ROOT), "");
    }
    int close = written.indexOf(')', open);
    String argument = written.substring(open + 1, close < 0 ? written.length() : close);
    return new MethodName(written.substring(0, open).toLowerCase(Locale.ROOT), argument);
  }

  /// Whether a pool would take a miner's message of this name for one of Adit's own requests, or
  /// only a pool may say it. Such a message is refused, never passed on.
  boolean isRefusedFromMiners() {
    return base.startsWith("client.") || OF_POOLS.contains(base) || isTaken();
  }

  /// Whether only a miner may say it. Such a message is dropped, never passed on.
  boolean isRefusedFromPools() {
    return OF_MINERS.contains(base) || isTaken();
  }

  private boolean isTaken() {
    return TAKEN.stream().anyMatch(base::startsWith);
  }
}
