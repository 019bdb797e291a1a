package dev.adit.relay;

import dev.adit.aggregate.PoolSettings;
import dev.adit.config.RelayConfig;
import dev.adit.guard.AddressRanges;
import dev.adit.net.ListenerSettings;
import dev.adit.net.ListenerSettings.Keepalive;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A door behind which nobody reads.
///
/// @param udp datagrams; else TCP
/// @param bind port 0 means any free one
/// @param idleNanos a flow in which nothing moves for so long is ended; 0: never
/// @param balancers whose PROXY header is believed, and expected
/// @param tap null where nobody listens to what is carried
public record RelaySettings(
    String name,
    boolean udp,
    InetSocketAddress bind,
    long idleNanos,
    Keepalive keepalive,
    AddressRanges balancers,
    RelayConfig relay,
    @Nullable Tap tap) {

  /// What a relay has that is listened to.
  ///
  /// @param pools its targets, in order of preference
  /// @param tls towards miners; null: none
  /// @param loginNanos time to log in; 0: any
  public record Tap(List<PoolSettings> pools, ListenerSettings.@Nullable Tls tls, long loginNanos) {
    public Tap {
      pools = List.copyOf(pools);
    }
  }
}
