package dev.adit.aggregate;

import dev.adit.stratum.RequestId;

/// A request that the pool has not answered yet.
sealed interface Asked {
  /// `mining.configure` of this session.
  record Configure() implements Asked {}

  /// `mining.subscribe` of this session.
  record Subscribe() implements Asked {}

  /// `mining.authorize` of the configured user.
  record Authorize() implements Asked {}

  /// `mining.extranonce.subscribe`: whatever the pool says to it is fine.
  record FollowExtranonce() implements Asked {}

  /// `mining.authorize` of a worker's name.
  record Worker(String poolUser) implements Asked {}

  /// `mining.submit`.
  record Submit(Share share, String poolUser, long sentNanos) implements Asked {}

  /// A request of a miner that Adit does not know.
  record Relayed(MinerSession miner, RequestId id) implements Asked {}
}
