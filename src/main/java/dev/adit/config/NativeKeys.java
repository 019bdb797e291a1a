package dev.adit.config;

/// Every key of the native format: where it stands, what it takes, whether it must, may or can only
/// later be there, its default, its meaning. Reading, the hints for mistyped keys, the refusal of
/// what is not built yet and the table in docs/configuration.md all come from here.
final class NativeKeys {

  /// Why a key of later work is refused.
  static final String NOT_YET = "known, but not built yet in this version: remove it";

  static final KeyTable TABLE =
      KeyTable.parse(
          """
          admin                          | table    | may   |                | the HTTP port for health, metrics and live state
          admin.listen                   | address  | may   | 127.0.0.1:8080 | where it listens; "" turns it off
          admin.user                     | text     | may   | admin          | basic auth, for whatever changes state, and for everything when `listen` is not loopback
          admin.password                 | secret   | may   |                | the password of that user
          admin.open_read_only           | flag     | may   | false          | serves `/healthz`, `/readyz`, `/status` and `/metrics` without a password on any address
          admin.pprof                    | flag     | may   | false          | serves a thread dump and a flight recording under `/debug/`, to loopback or the authenticated only
          report                         | table    | may   |                | the periodic report in the log
          report.every                   | duration | may   | 60s            | the time between two reports; "0s" turns them off
          log                            | table    | may   |                | where the log goes besides standard error
          log.file                       | text     | may   |                | a file for it too, each line as `[YYYY-MM-DD HH:MM:SS] text`, without those for which the disk has no room; relative to the configuration file
          log.max_size                   | size     | may   | 10MiB          | a file that grows beyond is set aside as `.1`, the one before as `.2`; "64KiB" or more
          log.max_files                  | count    | may   | 5              | files set aside that are kept; 1 to 20
          pool                           | tables   | may   |                | one pool; write several for several; needed for `proxy` and `tap`
          pool.name                      | text     | must  |                | how listeners, logs and metrics call it: letters, digits, _ and -
          pool.url                       | text     | must  |                | `stratum+tcp://host:port`, or `stratum+ssl://host:port` for TLS; `grin+tcp` and `grin+ssl` come later
          pool.user                      | text     | may   |                | the account at the pool, in most pools `wallet.worker`; needed for `proxy`; a `tap` has miners log in by themselves
          pool.password                  | secret   | may   | x              | the password at the pool
          pool.worker_names              | text     | may   | suffix         | `single`: all miners as `user`; `suffix`: the wallet of `user` and what follows the first dot of the miner's name; `passthrough`: as the miner calls itself
          pool.fallback_user             | flag     | may   | false          | where the pool refuses a worker's name, its shares go under `user`
          pool.algorithm                 | text     | may   | sha256d        | `sha256d` or `scrypt`; the same for all pools of a listener
          pool.insecure_skip_verify      | flag     | may   | false          | believes any certificate; for tests only
          pool.certificate_sha256        | text     | may   |                | the SHA-256 of the one certificate that is believed, whoever signed it: 64 hex digits, colons as you like
          pool.socks5                    | secret   | may   |                | a SOCKS5 proxy towards the pool, `socks5://host:port` or `socks5://user:pw@host:port`; it looks up the pool's name
          pool.backoff                   | table    | may   |                | the pause before the pool is dialled again
          pool.backoff.min               | duration | may   | 1s             | after the first failure
          pool.backoff.max               | duration | may   | 60s            | after many
          pool.dead_after                | duration | may   | 120s           | a pool that has sent no job for so long counts as dead; "0s": never
          pool.chain                     | text     | later | main           | Grin pools: `main` or `test`
          pool.stable_for                | duration | may   | 60s            | how long a pool must have been well before miners return to it; doubled with each time that it failed them within the hour
          listener                       | tables   | must  |                | one door; write several for several
          listener.name                  | text     | must  |                | how logs and metrics call it: letters, digits, _ and -
          listener.bind                  | address  | must  |                | where it listens: `host:port`, or `:port` for all addresses
          listener.mode                  | text     | must  |                | `proxy`: Stratum to both sides; `tcp`, `udp`: bytes or datagrams carried unread; `tap`: bytes carried untouched, one pool connection for each miner, and what is said is watched
          listener.pools                 | texts    | may   |                | names of pools in order of preference; or tables with `name` and `share`, which split the work of a `proxy`; needed for `proxy` and `tap`
          listener.max_miners            | count    | may   | 30000          | connections at once; when all places are taken the least valuable one goes first
          listener.miners_per_lane       | count    | may   | 4096           | miners on one pool connection; more open another
          listener.idle_timeout          | duration | may   | 5m             | closes a connection that stays silent; a miner that has authorised is not cut for finding few shares; "0s" turns it off; 60s for `udp`
          listener.local_authorize       | flag     | may   | true           | answers `mining.authorize` here: no miner's password ever reaches the pool
          listener.strict_broadcast      | flag     | may   | true           | refuses `mining.*` methods that Adit does not know; false relays them between pool and miners
          listener.tls                   | table    | may   |                | TLS towards miners; plain TCP without it
          listener.tls.enabled           | flag     | may   | true           | false ignores the rest of the table
          listener.tls.cert_file         | text     | may   |                | the certificate chain, PEM; relative to the configuration file
          listener.tls.key_file          | text     | may   |                | the private key, PEM; relative to the configuration file
          listener.vardiff               | table    | may   |                | each miner's own difficulty; never above the pool's
          listener.vardiff.enabled       | flag     | may   | true           | false leaves every miner at the pool's difficulty
          listener.vardiff.target        | duration | may   | 15s            | the time between two shares of a miner that is aimed at
          listener.vardiff.min           | number   | may   | 0.001          | the lowest difficulty; may be a fraction
          listener.vardiff.max           | number   | may   | 65536          | the highest difficulty; may be a fraction
          listener.vardiff.adjust_every  | duration | may   | 60s            | how often it is adjusted
          listener.hot_standby           | flag     | may   | true           | keeps the next pool ready too, subscribed and with a job
          listener.keep_warm             | flag     | may   | false          | repeats the last job while no pool is there, so that machines do not cool; shares on it are refused
          listener.keepalive             | table    | may   |                | how a miner that is gone without a word is found out, its cable pulled
          listener.keepalive.idle        | duration | may   | 15s            | silence before the first probe; "0s": no probes
          listener.keepalive.interval    | duration | may   | 5s             | time between probes
          listener.keepalive.count       | count    | may   | 3              | unanswered probes that end the connection
          listener.user_timeout          | duration | may   | 30s            | how long what was sent may stay unacknowledged; "0s": as long as the kernel likes
          listener.proxy_protocol        | texts    | may   |                | networks of load balancers whose PROXY header (v1, v2) is believed; from others it is garbage
          listener.to                    | texts    | may   |                | `tcp` and `udp`: the target, "host:port", or a list of several; needed there
          listener.balance               | text     | may   | first          | `first`: the first target that is up, in the order given; `round_robin`: each in turn
          listener.connect_timeout       | duration | may   | 15s            | `tap` and `tcp`: time to reach a pool or a target, before the next one is tried
          listener.health                | table    | may   |                | checks of the targets; without it a target is judged by its connections alone
          listener.health.interval       | duration | may   | 60s            | time between two checks
          listener.health.timeout        | duration | may   | 10s            | time for one try
          listener.health.retries        | count    | may   | 3              | failed tries, one after another, before a target counts as down
          listener.health.check          | text     | may   | tcp            | `tcp`: it can be connected to; `stratum`: it gives a job too
          listener.send_proxy            | text     | may   |                | `tcp`: `v1` or `v2`, a PROXY header that tells the target who the client is
          listener.source                | text     | may   |                | the address of this machine to dial from
          listener.max_connections       | count    | may   | 10000          | `tcp`: connections at once
          listener.max_sessions          | count    | may   | 65536          | `udp`: clients at once, each with a port of its own; one more and the longest idle makes room
          listener.max_bytes_per_second  | size     | may   | 0B             | through the listener, both ways together; "0B": as fast as it goes
          listener.drain                 | duration | may   | 30s            | not `proxy`: how long open connections may go on when a reload removes the listener
          listener.via                   | text     | may   | user           | `udp`: `user`, Adit carries the datagrams; `kernel`, rules of nftables do, which needs root
          guard                          | table    | may   |                | who may connect, who stays, who is thrown out; 0 switches a limit off
          guard.enabled                  | flag     | may   | true           | false leaves nothing of it but `max_miners` of the listeners
          guard.max_miners               | count    | may   | 30000          | connections at once, over all listeners; when all places are taken the least valuable connection goes first
          guard.max_per_ip               | count    | may   | 100            | connections at once from one address; one more is refused, and from an address without a good share so is every other for the time of `ban`
          guard.max_per_minute           | count    | may   | 60             | new connections a minute from one address; one more is refused, and from an address without a good share so is every other for the time of `ban`
          guard.connect_interval         | duration | may   | 0s             | the shortest average time between the connections of one address, from the third on, over the last ten
          guard.login_timeout            | duration | may   | 0s             | time to authorise; who takes longer is disconnected, and that counts as a failed login
          guard.ban_points               | count    | may   | 5              | an address is banned while its bad events outweigh its good ones by more than this; 0: never
          guard.share_points             | count    | may   | 5              | what a good share weighs; a login and every bad event weigh 1
          guard.history                  | duration | may   | 1h             | how long an event counts; "10s" to "336h"
          guard.ban                      | duration | may   | 5m             | how long an address that went over a limit gets no new connection
          guard.newcomer_grace           | duration | may   | 60s            | time to show work before a connection may have to make room for another newcomer
          guard.allow                    | texts    | may   |                | addresses and networks, such as `10.0.0.0/8`, that are never banned and never limited
          guard.deny                     | texts    | may   |                | addresses and networks that are never let in, unless they are in `allow` too
          guard.ipv6_prefix              | count    | may   | 64             | bits of an IPv6 address that count as one address
          guard.dry_run                  | flag     | may   | false          | decides, counts and logs what it would do, and does nothing
          guard.file                     | text     | may   |                | where bans survive a restart; relative to the configuration file
          forensics                      | table    | may   |                | what is written of what was said, and what counts as suspicious; in force where it is there, or a listener is a `tap`
          forensics.directory            | text     | may   | forensics      | where its files go; relative to the configuration file
          forensics.ntp_servers          | texts    | may   | pool.ntp.org   | time servers, `host` or `host:port`, asked in order; `[]` for none: then the clock of this machine is believed
          forensics.ntp_interval         | duration | may   | 1h             | time between two looks at the clock
          forensics.max_ntime_drift      | duration | may   | 2h             | how far a job's time may be off; "0s": as far as it likes
          forensics.stale_job            | duration | may   | 5m             | the age at which a job is stale; "0s": never
          forensics.rapid_share          | duration | may   | 5ms            | shares of one miner closer together are suspicious; "0s": none are
          forensics.min_extranonce2_size | count    | may   | 4              | fewer bytes are suspicious; 0: any number will do
          forensics.geek_mode            | flag     | may   | true           | writes a detailed analysis
          forensics.share_log            | flag     | may   | true           | writes every share
          forensics.timing_log           | flag     | may   | true           | writes every delay
          forensics.journal              | flag     | may   | false          | writes every line
          forensics.near_miss            | number   | may   | 0.01           | the part of the network's difficulty from which a share is worth a note, 0 to 1; 0: none is
          forensics.expect_address       | text     | may   |                | the Bitcoin address that a coinbase must pay; without it any will do
          forensics.reference_pools      | texts    | may   |                | names of pools whose jobs are held against those that are watched
          forensics.pool_stats           | table    | may   |                | the pool's own figures, held against what was seen; without it no pool is asked
          forensics.pool_stats.url       | text     | must  |                | the site that publishes them, such as `https://solo.ckpool.org`
          forensics.pool_stats.style     | text     | may   | ckpool         | `ckpool` or `public-pool`
          forensics.pool_stats.address   | text     | must  |                | whose figures: 26 to 62 letters and digits
          forensics.pool_stats.interval  | duration | may   | 60s            | time between two looks, no less than a minute
          forensics.max_file_size        | size     | may   | 64MiB          | a file that grows beyond is set aside; "1KiB" or more
          forensics.max_files            | count    | may   | 10             | files set aside that are kept; 1 to 1000
          """);

  private NativeKeys() {}
}
