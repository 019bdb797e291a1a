package dev.adit.config;

import java.util.Set;

/// Every key of a Karoo `config.json`. Its default is the documented one (that of Karoo's starter
/// file) where an area has one, and what Karoo itself assumes for the rest.
final class KarooKeys {

  static final KeyTable TABLE =
      KeyTable.parse(
          """
          proxy                                | table   | may  |              | the door for miners: the listener `farm`
          proxy.listen                         | address | may  | 0.0.0.0:3333 | where it listens: `listener.bind`
          proxy.client_idle_ms                 | count   | may  | 180000       | closes a connection that stays silent, 0 turns it off: `listener.idle_timeout`
          proxy.max_clients                    | count   | may  | 1000         | miners connected at once: `listener.max_miners`
          proxy.read_buf                       | count   | may  | 4096         | not needed: Adit sizes its buffers itself
          proxy.write_buf                      | count   | may  | 4096         | not needed: Adit sizes its buffers itself
          proxy.tls                            | table   | may  |              | TLS towards miners: `listener.tls`
          proxy.tls.enabled                    | flag    | may  | false        | whether there is any: `listener.tls.enabled`
          proxy.tls.cert_file                  | text    | may  |              | the certificate chain, PEM
          proxy.tls.key_file                   | text    | may  |              | the private key, PEM
          upstream                             | table   | must |              | the pool `main`
          upstream.host                        | text    | must |              | the host name of the pool
          upstream.port                        | count   | may  | 3333         | its port: with the host `pool.url`
          upstream.user                        | text    | must |              | the account at the pool
          upstream.pass                        | secret  | may  |              | the password there: `pool.password`
          upstream.tls                         | flag    | may  | false        | TLS towards the pool: `stratum+ssl` in `pool.url`
          upstream.insecure_skip_verify        | flag    | may  | false        | believes any certificate: `pool.insecure_skip_verify`
          upstream.backoff_min_ms              | count   | may  | 1000         | pause after the first failure: `pool.backoff.min`
          upstream.backoff_max_ms              | count   | may  | 30000        | pause after many: `pool.backoff.max`
          upstream.socks_proxy                 | table   | may  |              | a SOCKS5 proxy towards the pool: `pool.socks5`
          upstream.socks_proxy.enabled         | flag    | may  | false        | whether it is used
          upstream.socks_proxy.type            | text    | may  |              | `socks5` and nothing else
          upstream.socks_proxy.host            | text    | may  |              | needed when enabled
          upstream.socks_proxy.port            | count   | may  | 0            | needed when enabled
          upstream.socks_proxy.username        | text    | may  |              | may be empty
          upstream.socks_proxy.password        | secret  | may  |              | may be empty
          backups                              | tables  | may  |              | the pools `backup-1`, `backup-2`, ...: each has the keys of `upstream`
          http                                 | table   | may  |              | the admin port: `admin`
          http.listen                          | address | may  | :8080        | where it listens, "" turns it off: `admin.listen` with `admin.open_read_only`
          http.pprof                           | flag    | may  | false        | diagnosis under `/debug/`: `admin.pprof`
          vardiff                              | table   | may  |              | each miner's own difficulty: `listener.vardiff`
          vardiff.enabled                      | flag    | may  | true         | whether it is steered: `listener.vardiff.enabled`
          vardiff.target_seconds               | number  | may  | 15           | time between two shares, may be a fraction: `listener.vardiff.target`
          vardiff.min_diff                     | number  | may  | 1            | the lowest, may be a fraction: `listener.vardiff.min`
          vardiff.max_diff                     | number  | may  | 65536        | the highest, may be a fraction: `listener.vardiff.max`
          vardiff.adjust_every_ms              | count   | may  | 60000        | how often it is adjusted: `listener.vardiff.adjust_every`
          ratelimit                            | table   | may  |              | who may connect: `guard`; without it nobody is limited, as there
          ratelimit.enabled                    | flag    | may  | false        | whether there is a limit: `guard.enabled`
          ratelimit.max_connections_per_ip     | count   | may  | 0            | connections at once from one address, 0 for any: `guard.max_per_ip`
          ratelimit.max_connections_per_minute | count   | may  | 0            | new connections a minute from one address, 0 for any: `guard.max_per_minute`
          ratelimit.ban_duration_seconds       | count   | may  | 0            | how long an address beyond the limits is shut out: `guard.ban`
          ratelimit.cleanup_interval_seconds   | count   | may  | 0            | not needed: Adit forgets as it goes
          compat                               | table   | may  |              | how miners are talked to
          compat.strict_broadcast              | flag    | may  | false        | refuses unknown `mining.*` methods: `listener.strict_broadcast`
          compat.local_authorize               | flag    | may  | true         | keeps miners' passwords here: `listener.local_authorize`
          """);

  /// Keys that Karoo takes as left out when they are 0 or "".
  static final Set<String> NOTHING_MEANS_DEFAULT =
      Set.of(
          "proxy.listen",
          "proxy.max_clients",
          "proxy.read_buf",
          "proxy.write_buf",
          "upstream.host",
          "upstream.port",
          "upstream.user",
          "upstream.backoff_min_ms",
          "upstream.backoff_max_ms",
          "vardiff.target_seconds",
          "vardiff.min_diff",
          "vardiff.max_diff",
          "vardiff.adjust_every_ms");

  private KarooKeys() {}
}
