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

  /// `mining.authorize` of a worker's name, before its first share.
  record Worker(String poolUser) implements Asked {}

  /// `mining.authorize` on a miner's behalf, with its own password.
  record Login(String poolUser, LoginAnswered then) implements Asked {}

  /// Hears the pool's word on a login.
  interface LoginAnswered {
    /// Yes or no, and in the latter case with the pool's error as raw JSON.
    void on(boolean yes, String error, long nowNanos);
  }

  /// `mining.submit`.
  record Submit(Share share, String poolUser, long sentNanos) implements Asked {}

  /// A request of a miner that Adit does not know.
  record Relayed(Relays from, RequestId id) implements Asked {}
}
