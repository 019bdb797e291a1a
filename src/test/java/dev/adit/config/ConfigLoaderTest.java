package dev.adit.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.adit.config.LoadResult.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
  /// What a file without a word about it has.
  private static final KeepaliveConfig KEEPALIVE =
      new KeepaliveConfig(Duration.ofSeconds(15), Duration.ofSeconds(5), 3, Duration.ofSeconds(30));

  private static final GuardConfig GUARD =
      new GuardConfig(
          true,
          30000,
          100,
          60,
          Duration.ZERO,
          Duration.ZERO,
          5,
          5,
          Duration.ofHours(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          List.of(),
          List.of(),
          64,
          false,
          null);

  private static final String POOL =
      """
      [[pool]]
      name = "main"
      url = "stratum+tcp://pool.example.com:3333"
      user = "wallet.rig"
      """;
  private static final String LISTENER =
      """
      [[listener]]
      name = "farm"
      bind = ":3333"
      mode = "proxy"
      pools = ["main"]
      """;
  private static final String SMALLEST = POOL + LISTENER;
  private static final String RELAY =
      "[[listener]]\nname = \"relay\"\nbind = \"127.0.0.1:7000\"\nmode = \"%s\"\n";

  @TempDir private Path directory;
  private Loading loading;

  @BeforeEach
  void loadFromADirectoryOfItsOwn() {
    loading = new Loading(directory);
  }

  @Nested
  class OfANativeFile {

    @Test
    void splitsTheWorkByShares() {
      ListenerConfig listener =
          loading
              .config(SMALLEST.replace("[\"main\"]", "[{ name = \"main\", share = 70 }]"))
              .listeners()
              .getFirst();
      assertThat(listener.pools()).containsExactly("main");
      assertThat(listener.shares()).containsExactly(70.0);
    }

    @Test
    void takesTheDocumentedDefaults() {
      PoolConfig pool =
          new PoolConfig(
              "main",
              new PoolUrl(PoolUrl.Scheme.TCP, "pool.example.com", 3333),
              "wallet.rig",
              new Secret("x"),
              WorkerNames.SUFFIX,
              false,
              AlgorithmName.SHA256D,
              false,
              "",
              null,
              new BackoffConfig(Duration.ofSeconds(1), Duration.ofSeconds(60)),
              Duration.ofSeconds(120),
              Duration.ofSeconds(60));
      Duration minute = Duration.ofSeconds(60);
      ListenerConfig listener =
          new ListenerConfig(
              "farm",
              new HostPort("", 3333),
              Mode.PROXY,
              List.of("main"),
              List.of(),
              30000,
              4096,
              Duration.ofMinutes(5),
              null,
              new VardiffConfig(true, Duration.ofSeconds(15), 0.001, 65536, minute),
              true,
              true,
              true,
              false,
              KEEPALIVE,
              List.of(),
              null,
              null);
      HostPort loopback = new HostPort("127.0.0.1", 8080);
      AdminConfig admin = new AdminConfig(loopback, "admin", Secret.NONE, false, false);
      assertThat(loading.config(SMALLEST))
          .isEqualTo(
              new AditConfig(
                  admin,
                  List.of(pool),
                  List.of(listener),
                  new ReportConfig(minute),
                  new LogConfig(null, 10 << 20, 5),
                  GUARD,
                  null));
    }

    @Test
    void logsIntoAFileBesideItself() {
      LogConfig log =
          loading
              .config(SMALLEST + "[log]\nfile = \"logs/a.log\"\nmax_size = \"1MiB\"\nmax_files = 2")
              .log();
      assertThat(log).isEqualTo(new LogConfig(directory.resolve("logs/a.log"), 1 << 20, 2));
    }

    @Test
    void refusesALogThatKeepsNothing() {
      assertThat(loading.problems(SMALLEST + "[log]\nmax_size = \"65535B\"\nmax_files = 21"))
          .containsExactly(
              "log.max_size: \"65535B\" is full at once: write \"64KiB\" or more",
              "log.max_files: 21 is no number of files to keep: write one from 1 to 20");
    }

    @Test
    void findsCertificatesBesideTheFile() throws IOException {
      Path cert = Files.createFile(directory.resolve("cert.pem"));
      Path key = Files.createFile(directory.resolve("key.pem"));
      String tls = "tls = { cert_file = \"cert.pem\", key_file = \"" + key + "\" }\n";
      assertThat(loading.config(SMALLEST + tls).listeners().getFirst().tls())
          .isEqualTo(new TlsConfig(cert, key));
    }

    @Test
    void turnsTheAdminPortOffWithAnEmptyAddress() {
      assertThat(loading.config("[admin]\nlisten = \"\"\n" + SMALLEST).admin().listen()).isNull();
    }

    @Test
    void takesTheDocumentedDefaultsOfARelayWithoutAPool() {
      ListenerConfig udp =
          loading.config(RELAY.formatted("udp") + "to = \"127.0.0.1:25\"").listeners().getFirst();
      assertThat(udp.idleTimeout()).isEqualTo(Duration.ofSeconds(60));
      assertThat(udp.relay())
          .isEqualTo(
              new RelayConfig(
                  List.of(new HostPort("127.0.0.1", 25)),
                  Balance.FIRST,
                  Duration.ofSeconds(15),
                  null,
                  SendProxy.NONE,
                  "",
                  10000,
                  65536,
                  0,
                  Duration.ofSeconds(30),
                  Via.USER));
    }

    @Test
    void takesABareDurationOfZeroAsOff() {
      assertThat(loading.config(SMALLEST + "idle_timeout = \"0s\"").listeners().getFirst())
          .extracting(ListenerConfig::idleTimeout)
          .isEqualTo(Duration.ZERO);
    }

    @Test
    void noticesAPoolThatNoListenerUses() {
      String spare = POOL.replace("\"main\"", "\"spare\"");
      assertThat(loading.loaded(spare + SMALLEST).notices())
          .containsExactly("pool.spare is used by no listener");
    }

    @Test
    void listsThePoolsOfAListenerInItsOrderOfPreference() {
      String text = POOL.replace("\"main\"", "\"backup\"") + SMALLEST;
      AditConfig config = loading.config(text.replace("[\"main\"]", "[\"main\", \"backup\"]"));
      assertThat(config.poolsOf(config.listeners().getFirst()))
          .extracting(PoolConfig::name)
          .containsExactly("main", "backup");
    }
  }

  @Nested
  class OfANativeFileWithMistakes {

    @Test
    void namesAllOfThemAtOnceWithKeyValueAndCure() {
      String text = SMALLEST.replace("\"proxy\"", "\"proxi\"").replace("[\"main\"]", "[\"man\"]");
      String more =
          """
          max_miners = "many"
          idle_timeot = "5m"
          idle_timeout = 300
          drain = "9s"
          """;
      assertThat(loading.problems(text + more))
          .containsExactlyInAnyOrder(
              "listener.farm.idle_timeot: unknown key: did you mean \"idle_timeout\"?",
              "listener.farm.drain: means nothing where mode = \"proxy\", only with \"tap\" or"
                  + " \"tcp\" or \"udp\": remove it",
              "listener.farm.mode: \"proxi\" is none of the choices: write one of"
                  + " [\"proxy\", \"tap\", \"tcp\", \"udp\"]",
              "listener.farm.max_miners: \"many\" is not a whole number: write one from 0 to"
                  + " 2147483647, without quotes",
              "listener.farm.idle_timeout: 300 is not a duration: write it in quotes, such as"
                  + " \"15s\"",
              "listener.farm.pools: \"man\" is the name of no [[pool]]: did you mean \"main\"?");
    }

    @Test
    void namesEveryKeyThatIsMissing() {
      assertThat(loading.problems("[[pool]]\n[[listener]]\n"))
          .extracting(line -> line.split(": ", 2)[0])
          .containsExactlyInAnyOrder(
              "pool#1.name",
              "pool#1.url",
              "pool#1.user",
              "listener#1.name",
              "listener#1.bind",
              "listener#1.mode",
              "listener#1.pools");
    }

    @Test
    void asksForPoolsAndListenersWhereThereAreNone() {
      assertThat(loading.problems("[admin]\n"))
          .containsExactly(
              "pool: missing: add a [[pool]] with name, url and user",
              "listener: missing: add a [[listener]] with name, bind and mode");
    }

    @Test
    void neverQuotesAPassword() {
      assertThat(loading.problems(SMALLEST + "[admin]\npassword = 31337\n"))
          .containsExactly("admin.password: the value is not a text: write it in quotes");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            pols = ["main"]              | listener.farm.pols: unknown key: did you mean "pools"?
            max_per_ip = 3               | listener.farm.max_per_ip: unknown key: a key of this name belongs to [guard]
            max_miners = 0               | listener.farm.max_miners: 0 lets no miner in: write 1 or more
            max_miners = -1              | listener.farm.max_miners: -1 is not a whole number: write one from 0 to 2147483647, without quotes
            max_miners = 2.5             | listener.farm.max_miners: 2.5 is not a whole number: write one from 0 to 2147483647, without quotes
            vardiff.min = 0              | listener.farm.vardiff.min: 0 is not above 0: write for example 0.001
            vardiff.min = nan            | listener.farm.vardiff.min: NaN is not a number that can be used: write one such as 0.5 or 1024, without quotes
            vardiff.max = 1e999          | listener.farm.vardiff.max: 1E+999 is not a number that can be used: write one such as 0.5 or 1024, without quotes
            vardiff.min = 1e-99999       | listener.farm.vardiff.min: 1E-99999 is not a number that can be used: write one such as 0.5 or 1024, without quotes
            vardiff = { min = 2, max = 1.5 } | listener.farm.vardiff.max: 1.5 is below listener.farm.vardiff.min 2: make max the larger one
            vardiff.target = "0s"        | listener.farm.vardiff.target: "0s" asks for shares without a pause: write "15s"
            vardiff.adjust_every = "0s"  | listener.farm.vardiff.adjust_every: "0s" would never rest: write "60s", or enabled = false
            vardiff = true               | listener.farm.vardiff: true is not a table: it takes keys such as enabled
            strict_broadcast = "no"      | listener.farm.strict_broadcast: "no" is neither true nor false: write one of them, without quotes
            tls = {}                     | listener.farm.tls.cert_file: missing: add it, the certificate chain, PEM; relative to the configuration file
            tls.cert_file = "nowhere.pem"| listener.farm.tls.key_file: missing: add it, the private key, PEM; relative to the configuration file
            keepalive.idle = "9ms"       | listener.farm.keepalive.idle: "9ms" is not what the kernel takes: write whole seconds, at most "32767s"
            keepalive.interval = "0s"    | listener.farm.keepalive.interval: "0s" leaves no time: write "1s" or more
            keepalive.count = 0          | listener.farm.keepalive.count: 0 is no number of probes: write one from 1 to 127
            user_timeout = "9000h"       | listener.farm.user_timeout: "9000h" is longer than the kernel can count: write "24h" or less
            proxy_protocol = "10.0.0.1"  | listener.farm.proxy_protocol: "10.0.0.1" is not a list: write for example ["192.0.2.7", "10.0.0.0/8"]
            proxy_protocol = ["10.0.0.1/8"] | listener.farm.proxy_protocol: a list has "10.0.0.1/8", which has bits behind /8: write "10.0.0.0/8"
            [guard]\\nhistory = "1s"     | guard.history: "1s" is too short or too long: write one from "10s" to "336h"
            [guard]\\nipv6_prefix = 0    | guard.ipv6_prefix: 0 is no number of bits: write one from 1 to 128
            [guard]\\nallow = ["farm"]   | guard.allow: a list has "farm", which is no address: write an address or a network, such as "192.0.2.7" or "10.0.0.0/8"
            [guard]\\nmax_per_ip = -1    | guard.max_per_ip: -1 is not a whole number: write one from 0 to 2147483647, without quotes
            [forensics]\\nntp_interval = "0s"  | forensics.ntp_interval: "0s" never rests: write "1h", or ntp_servers = [] for none
            [forensics]\\nntp_servers = [":123"] | forensics.ntp_servers: a list has ":123", which is no time server: write "pool.ntp.org" or "host:port", each in quotes, or [] for none
            [forensics]\\nntp_servers = 5      | forensics.ntp_servers: 5 is no time server: write "pool.ntp.org" or "host:port", each in quotes, or [] for none
            [forensics]\\nnear_miss = 1.5      | forensics.near_miss: 1.5 is no part of the network's difficulty: write one from 0 to 1
            [forensics]\\nnear_miss = -0.01    | forensics.near_miss: -0.01 is no part of the network's difficulty: write one from 0 to 1
            [forensics]\\nexpect_address = "bc1" | forensics.expect_address: "bc1" is no Bitcoin address: write one that begins with 1, 3 or bc1, whole and without a worker's name
            [forensics]\\nreference_pools = ["mian"] | forensics.reference_pools: "mian" is the name of no [[pool]]: did you mean "main"?
            [forensics]\\nreference_pools = ["main", "main"] | forensics.reference_pools: ["main", "main"] names a pool twice: name each once
            [forensics]\\nreference_pools = "main" | forensics.reference_pools: "main" is not a list of texts: write for example ["main", "backup"]
            [forensics]\\ndirectory = ""       | forensics.directory: missing: add it, where its files go; relative to the configuration file
            [forensics]\\nmax_file_size = "1023B" | forensics.max_file_size: "1023B" is full at once: write "1KiB" or more
            [forensics]\\nmax_files = 0        | forensics.max_files: 0 is no number of files to keep: write one from 1 to 1000
            [forensics]\\npool_stats = {}      | forensics.pool_stats.url: missing: add it, the site that publishes them, such as `https://solo.ckpool.org`
            [forensics.pool_stats]\\nurl = "ftp://a" | forensics.pool_stats.url: "ftp://a" is not the address of a site: write one such as "https://solo.ckpool.org"
            [forensics.pool_stats]\\nurl = "https://a?b" | forensics.pool_stats.url: "https://a?b" is not the address of a site: write one such as "https://solo.ckpool.org"
            [forensics.pool_stats]\\nurl = "https://u:pw@a" | forensics.pool_stats.url: the value is not the address of a site: write one such as "https://solo.ckpool.org"
            [forensics.pool_stats]\\nstyle = "kano" | forensics.pool_stats.style: "kano" is none of the choices: write one of ["ckpool", "public-pool"]
            [forensics.pool_stats]\\naddress = "bc1q.rig" | forensics.pool_stats.address: "bc1q.rig" is no address: write one of 26 to 62 letters and digits, without a worker's name
            [forensics.pool_stats]\\ninterval = "59s" | forensics.pool_stats.interval: "59s" asks faster than once a minute, which pools refuse: write "60s" or more
            [admin]\\nlisten = "0.0.0.0:8080" | admin.listen: "0.0.0.0:8080" is open to other machines and there is no password: set admin.password, or listen on "127.0.0.1:8080", or set admin.open_read_only = true to let anyone read
            [admin]\\nlisten = ":3333"\\npassword = "p" | listener.farm.bind: ":3333" is taken by admin.listen ":3333": choose another port
            [admin]\\nlisten = "8080"    | admin.listen: "8080" is not an address: write "host:port", ":port" or "[::1]:port", port 0 to 65535
            [admin]\\nuser = "a:b"       | admin.user: "a:b" can't be a user name here: write one without a colon, such as "admin"
            [admn]                       | admn: unknown key: did you mean "admin"?
            """)
    void saysWhatIsWrongAfterTheListener(String lines, String problem) {
      assertThat(loading.problems(SMALLEST + lines.replace("\\n", "\n"))).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            url = "pool.example.com:3333"  | pool.main.url: "pool.example.com:3333" is not a pool's address: write stratum+tcp://host:port, or stratum+ssl://host:port for TLS
            url = "stratum+tcp://p"        | pool.main.url: "stratum+tcp://p" has no port between 1 and 65535: write stratum+tcp://host:port, or stratum+ssl://host:port for TLS
            url = "http://p:80"            | pool.main.url: "http://p:80" has an unknown scheme: write stratum+tcp://host:port, or stratum+ssl://host:port for TLS
            url = "grin+ssl://p:80"        | pool.main.url: "grin+ssl://p:80" is a Grin pool: known, but not built yet in this version: remove it
            url = 5                        | pool.main.url: 5 is not a text: write stratum+tcp://host:port, or stratum+ssl://host:port for TLS
            user = ""                      | pool.main.user: names no account: write the one at the pool, such as "wallet.worker"
            """)
    void saysWhatIsWrongInThePool(String line, String problem) {
      String key = line.substring(0, line.indexOf(' '));
      String text = SMALLEST.replaceFirst("(?m)^" + key + " = .*$", line);
      assertThat(loading.problems(text)).containsExactly(problem);
    }

    @Test
    void refusesABackoffThatShrinks() {
      assertThat(loading.problems(POOL + "backoff = { min = \"2m\", max = \"90s\" }\n" + LISTENER))
          .containsExactly(
              "pool.main.backoff.max: \"90s\" is below pool.main.backoff.min \"2m\": make max the"
                  + " longer one");
    }

    @Test
    void refusesTwoOfOneName() {
      String other = LISTENER.replace(":3333", ":4444");
      assertThat(loading.problems(POOL + SMALLEST + other))
          .containsExactly(
              "pool#2.name: \"main\" is taken by another pool: choose a name of its own",
              "listener#2.name: \"farm\" is taken by another listener: choose a name of its own");
    }

    @Test
    void refusesTwoListenersAtOneAddress() {
      String other = LISTENER.replace("farm", "shed").replace(":3333", "127.0.0.1:3333");
      assertThat(loading.problems(SMALLEST + other))
          .containsExactly(
              "listener.shed.bind: \"127.0.0.1:3333\" is taken by listener.farm.bind \":3333\":"
                  + " choose another port");
    }

    @Test
    void letsManyListenersAskForAnyFreePort() {
      String any = SMALLEST.replace(":3333\"", ":0\"").replace("com:0", "com:3333");
      String other = LISTENER.replace("farm", "shed").replace(":3333", ":0");
      assertThat(loading.config(any + other).listeners()).hasSize(2);
    }

    @Test
    void refusesAPinThatCanNotWork() {
      String pin = "certificate_sha256 = \"" + "0A:".repeat(31) + "ff\"\n";
      String tls = POOL.replace("stratum+tcp", "stratum+ssl");
      assertThat(loading.problems(POOL + pin + LISTENER))
          .containsExactly(
              "pool.main.certificate_sha256: without TLS there is no certificate: make the url"
                  + " stratum+ssl://");
      assertThat(loading.problems(tls + pin.replace("ff", "f") + LISTENER))
          .singleElement(STRING)
          .startsWith("pool.main.certificate_sha256: \"0A:")
          .endsWith(
              "is no SHA-256: write 64 hex digits, as `openssl x509 -fingerprint -sha256` does");
      assertThat(loading.problems(tls + pin + "insecure_skip_verify = true\n" + LISTENER))
          .singleElement(STRING)
          .endsWith("believes any other as well: remove one of them");
      assertThat(loading.config(tls + pin + LISTENER).pools().getFirst().certificateSha256())
          .hasSize(95);
    }

    @Test
    void refusesPoolsOfDifferentAlgorithmsBehindOneListener() {
      String scrypt = POOL.replace("\"main\"", "\"doge\"") + "algorithm = \"scrypt\"\n";
      String text = SMALLEST.replace("[\"main\"]", "[\"main\", \"doge\"]");
      assertThat(loading.problems(scrypt + text))
          .containsExactly(
              "listener.farm.pools: [\"main\", \"doge\"] ask for different algorithms: give each"
                  + " algorithm a listener of its own");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            [{ name = "main", share = 0 }]            | is not like
            [{ name = "main" }]                       | is not like
            [{ name = "main", share = "70" }]         | is not like
            [{ name = "main", share = 1, more = 2 }]  | is not like
            [{ name = "main", share = 1 }, "main"]    | give each its share, or none
            [7]                                       | is not a list of pools
            """)
    void refusesASplitThatMakesNoSense(String pools, String why) {
      String text = SMALLEST.replace("[\"main\"]", pools);
      assertThat(loading.problems(text))
          .singleElement()
          .asString()
          .startsWith("listener.farm.pools: ")
          .contains(why);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            tcp | to = []                          | to: missing: add it, the target as "host:port"
            tcp | to = "pool.example.com"          | to: "pool.example.com" is not an address: write "host:port", ":port" or "[::1]:port", port 0 to 65535
            tcp | to = ":25"                       | to: ":25" is no target: write a host and a port, such as "pool.example.com:3333"
            tcp | to = ["a:1", "b"]                | to: a list has "b", which is not an address: write "host:port", ":port" or "[::1]:port", port 0 to 65535
            tcp | to = ["a:1", "a:1"]              | to: names a target twice: name each once
            tcp | to = "127.0.0.1:7000"            | to: "127.0.0.1:7000" is where the listener itself listens: name another
            tcp | source = "eth0"                  | source: "eth0" is no address: write one of this machine, such as "192.0.2.1"
            tcp | connect_timeout = "0s"           | connect_timeout: "0s" leaves no time: write "15s"
            tcp | max_connections = 0              | max_connections: 0 lets nobody in: write 1 or more
            tcp | max_bytes_per_second = "10 MB"   | max_bytes_per_second: "10 MB" is not a size: write bytes, KiB, MiB or GiB, such as "10MiB"
            tcp | health.interval = "0s"           | health.interval: "0s" never rests: write "60s", or leave health out
            tcp | health.retries = 0               | health.retries: 0 is no try: write 1 or more
            tcp | health.check = "http"            | health.check: "http" is none of the choices: write one of ["tcp", "stratum"]
            tcp | via = "kernel"                   | via: means nothing where mode = "tcp", only with "udp": remove it
            tcp | pools = ["main"]                 | pools: means nothing where mode = "tcp", only with "proxy" or "tap": remove it
            udp | send_proxy = "v2"                | send_proxy: means nothing where mode = "udp", only with "tcp": remove it
            udp | max_sessions = 0                 | max_sessions: 0 lets nobody in: write 1 or more
            udp | via = "kernel"\\nto = ["a:1", "b:2"] | to: ["a:1", "b:2"] are several targets, and the kernel knows one: name one, or via = "user"
            """)
    void saysWhatIsWrongWithARelay(String mode, String lines, String problem) {
      String to = lines.contains("to =") ? "" : "to = \"127.0.0.1:25\"\n";
      assertThat(loading.problems(RELAY.formatted(mode) + to + lines.replace("\\n", "\n")))
          .containsExactly("listener.relay." + problem);
    }

    @Test
    void letsOneForTcpAndOneForUdpShareAPort() {
      String to = "to = \"127.0.0.1:25\"\n";
      String both =
          RELAY.formatted("tcp") + to + RELAY.formatted("udp").replace("\"relay\"", "\"too\"") + to;
      assertThat(loading.config(both).listeners()).hasSize(2);
      assertThat(loading.problems(both.replace("\"udp\"", "\"tcp\"")))
          .singleElement()
          .asString()
          .contains("is taken by listener.relay.bind");
    }

    @Test
    void tellsSingleTablesFromArraysOfTables() {
      assertThat(loading.problems(SMALLEST.replace("[[pool]]", "[pool]")))
          .contains(
              "pool: a table is not a list of tables: write [[pool]], with two brackets, above"
                  + " each");
    }
  }

  @Nested
  class OfAFileThatCannotBeRead {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            name = "x\\n       | line 1, column 10: the line ends too early: add the value, quote or bracket that is missing
            a = 1\\nb = 15s\\n | line 2, column 7: something follows the value: put texts and durations in quotes, such as "15s"
            a = 1e99999999999  | line 1, column 18: this is no number that can be used: mend it
            a = off\\n        | line 1, column 5: this is no value: put texts and durations in quotes, such as "15s"
            a = 1\\na = 2     | line 2, column 6: a key is given twice: remove the one just before this place
            [admin]\\n[admin]  | line 2, column 7: this table is there already: give each [table] once, and several pools as [[pool]]
            {"proxy": {        | line 1, column 12: the file ends too early: close its brackets and quotes
            {"proxy": 1,}      | line 1, column 13: Unexpected character ('}' (code 125)): was expecting double-quote to start property name: check quotes, brackets and commas there
            """)
    void givesLineColumnAndCure(String text, String problem) {
      assertThat(loading.problems(text.replace("\\n", "\n")))
          .containsExactly(directory.resolve("config") + ": " + problem);
    }

    @Test
    void saysSoInOneLine() {
      Path file = directory.resolve("config");
      assertThat(loading.problems(" \n")).first().asString().startsWith(file + ": is empty: ");
      assertThat(loading.problems("a = \0")).first().asString().contains("is a binary file");
      assertThat(loading.problems("#".repeat(2 << 20))).first().asString().contains("than 1 MiB");
      assertThat(loading.problems("{\"a\": 1}")).first().asString().contains("no Karoo config");
      assertThat(loading.problems("{\"upstream\": {}} x")).hasSize(1);
      assertThat(((Refused) loading.result(new byte[] {'a', (byte) 0xff})).problems())
          .containsExactly(file + ": is not UTF-8 text: check the path, or save it as UTF-8");
      assertThat(ConfigLoader.load(directory))
          .isEqualTo(new Refused(List.of(directory + ": is a directory: name the file in it")));
      assertThat(ConfigLoader.load(Path.of("no-such-file.toml")))
          .isEqualTo(new Refused(List.of("no-such-file.toml: does not exist: check the path")));
    }

    @Test
    void takesAByteOrderMarkForNothing() {
      assertThat(loading.result(("\uFEFF" + SMALLEST).getBytes(UTF_8)))
          .isInstanceOf(LoadResult.Loaded.class);
    }
  }
}
