package dev.adit.relay;

import dev.adit.aggregate.PoolSettings;
import dev.adit.net.MinerTls;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is said of a relay for connections, with all that had to be got ready for it.
///
/// @param reaches of its targets, in order of preference
/// @param tls towards clients; null: none
record Prepared(RelaySettings settings, List<Reach> reaches, @Nullable SslContext tls) {

  /// May take its time.
  ///
  /// @throws IOException with a message for the user, where TLS files can't be used
  static Prepared of(RelaySettings settings, RelayServices services) throws IOException {
    List<Reach> reaches = new ArrayList<>();
    settings.relay().to().forEach(address -> reaches.add(new Reach.Direct(address)));
    RelaySettings.Tap tap = settings.tap();
    if (tap == null) {
      return new Prepared(settings, reaches, null);
    }
    for (PoolSettings pool : tap.pools()) {
      reaches.add(new Reach.Pool(pool, services.poolTls().context(pool.transport())));
    }
    return new Prepared(settings, reaches, MinerTls.context(tap.tls()));
  }
}
