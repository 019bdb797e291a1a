package dev.adit.forensics;

import dev.adit.aggregate.PoolHosts;

/// Proves that a miner was sent to somebody else's host: the classic way to steal work on a
/// connection that is not encrypted. Threshold: one `client.reconnect` to a host outside the pool's
/// registered domain. HIGH. False positives: a pool that moves, or balances its load, by hosts of
/// another name; ask it.
final class ForeignReconnect implements Witness.Source {
  private final AlertBook book;

  ForeignReconnect(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return seen -> {
      if (seen instanceof Observation.Redirected(Moment at, String host, int port)
          && host != null
          && !PoolHosts.isOfOneOwner(conversation.call().host(), host)) {
        report(conversation.call(), at, host, port);
      }
    };
  }

  private void report(Call call, Moment at, String host, int port) {
    String where = Brief.of(host);
    book.report(
        call,
        at,
        Suspicion.FOREIGN_RECONNECT,
        "The miner was told to leave %s for %s, which is not the pool's."
            .formatted(call.host(), where),
        Details.of("pool_host", call.host(), "host", where, "port", port));
  }
}
