package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.LoadResult.Loaded;
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
import org.junit.jupiter.params.provider.ValueSource;

class KarooFileTest {
  /// What a file without a word about it has.
  private static final KeepaliveConfig KEEPALIVE =
      new KeepaliveConfig(Duration.ofSeconds(15), Duration.ofSeconds(5), 3, Duration.ofSeconds(30));

  private static final String WHOLE =
      """
      {
        "proxy": {
          "listen": "0.0.0.0:3334", "client_idle_ms": 300000, "max_clients": 500,
          "read_buf": 4096, "write_buf": 8192,
          "tls": {"enabled": false, "cert_file": "", "key_file": ""}
        },
        "upstream": {
          "host": "pool.example.com", "port": 3335, "user": "wallet.proxy", "pass": "secret",
          "tls": true, "insecure_skip_verify": true,
          "backoff_min_ms": 500, "backoff_max_ms": 60000,
          "socks_proxy": {
            "enabled": false, "type": "socks5", "host": "127.0.0.1", "port": 1080,
            "username": "", "password": ""
          }
        },
        "backups": [{"host": "backup.example.com", "user": "wallet.backup"}],
        "http": {"listen": "127.0.0.1:9090", "pprof": true},
        "vardiff": {
          "enabled": true, "target_seconds": 7.5, "min_diff": 0.25, "max_diff": 1024,
          "adjust_every_ms": 30000
        },
        "ratelimit": {
          "enabled": true, "max_connections_per_ip": 100, "max_connections_per_minute": 60,
          "ban_duration_seconds": 300, "cleanup_interval_seconds": 60
        },
        "compat": {"strict_broadcast": true, "local_authorize": false}
      }
      """;
  private static final String SMALLEST =
      "{\"upstream\": {\"host\": \"pool.example.com\", \"user\": \"wallet.proxy\"}}";

  @TempDir private Path directory;
  private Loading loading;

  @BeforeEach
  void loadFromADirectoryOfItsOwn() {
    loading = new Loading(directory);
  }

  private static String with(String section) {
    return SMALLEST.substring(0, SMALLEST.length() - 1) + ", " + section + "}";
  }

  private static String withUpstream(String keys) {
    return SMALLEST.replace("}}", ", " + keys + "}}");
  }

  private ListenerConfig listener(String text) {
    return loading.config(text).listeners().getFirst();
  }

  private PoolConfig pool(String text) {
    return loading.config(text).pools().getFirst();
  }

  @Nested
  class WithEveryKey {

    @Test
    void becomesAListenerAndItsPools() {
      Loaded loaded = loading.loaded(WHOLE);
      VardiffConfig vardiff =
          new VardiffConfig(true, Duration.ofMillis(7500), 0.25, 1024, Duration.ofSeconds(30));
      ListenerConfig listener =
          new ListenerConfig(
              "farm",
              new HostPort("0.0.0.0", 3334),
              Mode.PROXY,
              List.of("main", "backup-1"),
              List.of(),
              500,
              4096,
              Duration.ofMinutes(5),
              null,
              vardiff,
              false,
              true,
              true,
              false,
              KEEPALIVE,
              List.of(),
              null,
              null);
      PoolConfig main =
          new PoolConfig(
              "main",
              new PoolUrl(PoolUrl.Scheme.TLS, "pool.example.com", 3335),
              "wallet.proxy",
              new Secret("secret"),
              WorkerNames.SUFFIX,
              true,
              AlgorithmName.SHA256D,
              true,
              "",
              null,
              new BackoffConfig(Duration.ofMillis(500), Duration.ofSeconds(60)),
              Duration.ofSeconds(120),
              Duration.ofSeconds(60));
      assertThat(loaded.format()).isEqualTo(Format.KAROO);
      assertThat(loaded.config().listeners()).containsExactly(listener);
      assertThat(loaded.config().pools()).first().isEqualTo(main);
      assertThat(loaded.config().admin())
          .isEqualTo(
              new AdminConfig(new HostPort("127.0.0.1", 9090), "admin", Secret.NONE, true, false));
    }

    @Test
    void limitsConnectionsAndNothingElse() {
      GuardConfig guard = loading.config(WHOLE).guard();
      assertThat(guard.enabled()).isTrue();
      assertThat(guard.maxPerIp()).isEqualTo(100);
      assertThat(guard.maxPerMinute()).isEqualTo(60);
      assertThat(guard.ban()).isEqualTo(Duration.ofMinutes(5));
      assertThat(List.of(guard.maxMiners(), guard.banPoints())).containsOnly(0);
      assertThat(List.of(guard.loginTimeout(), guard.connectInterval()))
          .containsOnly(Duration.ZERO);
    }

    @Test
    void noticesWhatIsNotCarriedOver() {
      assertThat(loading.loaded(WHOLE).notices())
          .containsExactly("proxy.write_buf: 8192 is not needed: Adit sizes its buffers itself");
    }
  }

  @Nested
  class WithLittle {

    @Test
    void takesTheDocumentedDefaults() {
      AditConfig config = loading.config(SMALLEST);
      assertThat(config.admin())
          .isEqualTo(new AdminConfig(new HostPort("", 8080), "admin", Secret.NONE, false, true));
      Duration minute = Duration.ofSeconds(60);
      VardiffConfig vardiff = new VardiffConfig(true, Duration.ofSeconds(15), 1, 65536, minute);
      assertThat(config.listeners().getFirst())
          .isEqualTo(
              new ListenerConfig(
                  "farm",
                  new HostPort("0.0.0.0", 3333),
                  Mode.PROXY,
                  List.of("main"),
                  List.of(),
                  1000,
                  4096,
                  Duration.ofMinutes(3),
                  null,
                  vardiff,
                  true,
                  false,
                  true,
                  false,
                  KEEPALIVE,
                  List.of(),
                  null,
                  null));
      assertThat(config.pools().getFirst())
          .isEqualTo(
              new PoolConfig(
                  "main",
                  new PoolUrl(PoolUrl.Scheme.TCP, "pool.example.com", 3333),
                  "wallet.proxy",
                  Secret.NONE,
                  WorkerNames.SUFFIX,
                  true,
                  AlgorithmName.SHA256D,
                  false,
                  "",
                  null,
                  new BackoffConfig(Duration.ofSeconds(1), Duration.ofSeconds(30)),
                  Duration.ofSeconds(120),
                  Duration.ofSeconds(60)));
    }

    @Test
    void listensOnAllAddressesAndServesHttpOpenlyAsKarooDoes() {
      String text = with("\"proxy\": {\"listen\": \":3333\"}, \"http\": {\"listen\": \":8080\"}");
      assertThat(listener(text).bind()).isEqualTo(new HostPort("", 3333));
      assertThat(loading.config(text).admin().openReadOnly()).isTrue();
    }

    @Test
    void turnsHttpOffWithAnEmptyAddress() {
      assertThat(loading.config(with("\"http\": {\"listen\": \"\"}")).admin().listen()).isNull();
    }

    @Test
    void neverCutsIdleMinersAtZero() {
      assertThat(listener(with("\"proxy\": {\"client_idle_ms\": 0}")).idleTimeout())
          .isEqualTo(Duration.ZERO);
    }

    @Test
    void takesZeroAsLeftOutWhereKarooDoes() {
      String zeros =
          """
          "proxy": {"listen": "", "max_clients": 0, "read_buf": 0, "write_buf": 0},
          "vardiff": {"enabled": true, "target_seconds": 0, "min_diff": 0, "max_diff": 0,
            "adjust_every_ms": 0}
          """;
      assertThat(listener(with(zeros))).isEqualTo(listener(SMALLEST));
      assertThat(pool(withUpstream("\"port\":0,\"backoff_min_ms\":0,\"backoff_max_ms\":0")))
          .isEqualTo(pool(SMALLEST));
    }
  }

  @Nested
  class AsGoReadsJson {

    @Test
    void takesKeysInAnyLetterCaseAndNullAsLeftOut() {
      String text =
          "{\"UPSTREAM\": {\"Host\": \"pool.example.com\", \"User\": \"wallet.proxy\","
              + " \"port\": null}, \"backups\": null, \"http\": null}";
      assertThat(loading.config(text)).isEqualTo(loading.config(SMALLEST));
    }

    @Test
    void ignoresUnknownKeysButSaysSo() {
      String text = with("\"vardif\": {}, \"http\": {\"listen\": \":1\", \"pproff\": 5}");
      assertThat(loading.loaded(text).notices())
          .contains(
              "vardif: unknown key, ignored as Karoo does: did you mean \"vardiff\"?",
              "http.pproff: unknown key, ignored as Karoo does: did you mean \"pprof\"?");
    }
  }

  @Nested
  class NamingThePool {

    @ParameterizedTest
    @CsvSource({
      "pool.example.com, stratum+tcp://pool.example.com:3333",
      "pool.example.com:4444, stratum+tcp://pool.example.com:4444",
      "stratum+tcp://pool.example.com:3333, stratum+tcp://pool.example.com:3333",
      "stratum+ssl://pool.example.com, stratum+ssl://pool.example.com:3333",
      "::1, stratum+tcp://[::1]:3333",
      "[::1]:4444, stratum+tcp://[::1]:4444",
    })
    void takesTheFormsThatKaroosTextsUse(String host, String url) {
      assertThat(pool(SMALLEST.replace("pool.example.com", host)).url()).hasToString(url);
    }

    @Test
    void refusesTwoPorts() {
      String text = SMALLEST.replace(".com\"", ".com:4444\", \"port\": 3333");
      assertThat(loading.problems(text))
          .containsExactly(
              "upstream.port: 3333 is not the port in upstream.host \"pool.example.com:4444\":"
                  + " give it once");
    }
  }

  @Nested
  class WithASocksProxy {

    private static String socks(String host, String more) {
      return withUpstream(
          "\"socks_proxy\": {\"enabled\": true, \"type\": \"socks5\", \"host\": \"%s\","
                  .formatted(host)
              + " \"port\": 1080"
              + more
              + "}");
    }

    @Test
    void dialsThePoolThroughItWithoutANotice() {
      assertThat(pool(socks("tor", "")).socks5())
          .isEqualTo(new SocksUrl("tor", 1080, "", Secret.NONE));
      assertThat(loading.loaded(socks("tor", "")).notices())
          .noneMatch(notice -> notice.contains("socks"));
    }

    @Test
    void logsInWithUserAndPassword() {
      assertThat(pool(socks("tor", ", \"username\": \"u\", \"password\": \"p@:/%\"")).socks5())
          .isEqualTo(new SocksUrl("tor", 1080, "u", new Secret("p@:/%")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]"})
    void takesAnIpv6AddressWithBracketsOrWithout(String host) {
      assertThat(pool(socks(host, "")).socks5())
          .isEqualTo(new SocksUrl("::1", 1080, "", Secret.NONE));
    }

    @Test
    void isDialledDirectlyWhereItIsNotEnabled() {
      assertThat(pool(socks("tor", "").replace("true", "false")).socks5()).isNull();
    }
  }

  @Nested
  class WithMistakes {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            "port": 70000                  | upstream.port: 70000 is no port: write one from 1 to 65535
            "port": "3333"                 | upstream.port: "3333" is not a whole number: write one from 0 to 2147483647, without quotes
            "backoff_min_ms":1000,"backoff_max_ms":500 | upstream.backoff_max_ms: 500 is below upstream.backoff_min_ms 1000: make max the larger one
            "backoff_min_ms":40000         | upstream.backoff_max_ms: 30000 is below upstream.backoff_min_ms 40000: make max the larger one
            "backoff_min_ms":-5            | upstream.backoff_min_ms: -5 is not a whole number: write one from 0 to 2147483647, without quotes
            "pass": 5                      | upstream.pass: the value is not a text: write it in quotes
            "tls": "yes"                   | upstream.tls: "yes" is neither true nor false: write one of them, without quotes
            "socks_proxy": {"enabled":true,"type":"socks4","host":"h","port":1080} | upstream.socks_proxy.type: "socks4" is not supported: write "socks5"
            "socks_proxy": {"enabled":true,"type":"socks5","port":1080}            | upstream.socks_proxy.host: missing: add the host of the SOCKS proxy
            "socks_proxy": {"enabled":true,"type":"socks5","host":"h"}             | upstream.socks_proxy.port: 0 is no port: write one from 1 to 65535
            "socks_proxy": {"enabled":true,"type":"socks5","host":"h/x","port":1080} | upstream.socks_proxy.host: "h/x" is not a host name: write one such as "pool.example.com"
            "socks_proxy": {"enabled":true,"type":"socks5","host":"h","port":1,"username":"\\u00e9"} | upstream.socks_proxy.username: "\\u00E9" is not at most 255 ASCII characters, as SOCKS5 wants: choose another
            "socks_proxy": {"enabled":true,"type":"socks5","host":"h","port":1,"username":"u","password":"\\u00e9"} | upstream.socks_proxy.password: the value is not at most 255 ASCII characters, as SOCKS5 wants: choose another
            "socks_proxy": {"enabled":true,"type":"socks5","host":"h","port":1,"password":"p"} | upstream.socks_proxy.username: missing: add the user that the password is for
            "socks_proxy": "socks5://h"    | upstream.socks_proxy: "socks5://h" is not a table: it takes keys such as enabled
            """)
    void namesTheFieldOfUpstream(String keys, String problem) {
      assertThat(loading.problems(withUpstream(keys))).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            "proxy": {"listen": "3333"}       | proxy.listen: "3333" is not an address: write "host:port", ":port" or "[::1]:port", port 0 to 65535
            "proxy": {"max_clients": -1}      | proxy.max_clients: -1 is not a whole number: write one from 0 to 2147483647, without quotes
            "proxy": {"tls":{"enabled":true}} | proxy.tls.cert_file: missing: add it, the certificate chain, PEM
            "proxy": {"tls":{"enabled":true,"cert_file":"/no/where","key_file":"k"}} | proxy.tls.cert_file: "/no/where" is not a file: give the path of a PEM file
            "http": {"listen": ":3333"}       | http.listen: ":3333" is taken by proxy.listen "0.0.0.0:3333": choose another port
            "vardiff": {"min_diff": 10, "max_diff": 2.5} | vardiff.max_diff: 2.5 is below vardiff.min_diff 10: make max the larger one
            "vardiff": {"min_diff": -1}       | vardiff.min_diff: -1 is not above 0: write for example 0.001
            "vardiff": {"max_diff": 1e99999999999} | vardiff.max_diff: 1e99999999999 is not a number that can be used: write one such as 0.5 or 1024, without quotes
            "vardiff": {"target_seconds": -1} | vardiff.target_seconds: -1 can't be aimed at: write seconds above 0, with up to 3 decimals
            "vardiff": {"target_seconds": 0.0001} | vardiff.target_seconds: 0.0001 can't be aimed at: write seconds above 0, with up to 3 decimals
            "vardiff": 5                      | vardiff: 5 is not a table: it takes keys such as enabled
            "backups": {}                     | backups: a table is not a list of tables: write [{...}], each like upstream
            "backups": [{"host": "b"}]        | backups[0].user: missing: add it, the account at the pool
            "backups": [{"user": "b", "host": "b", "backoff_max_ms": 5}] | backups[0].backoff_max_ms: 5 is below backups[0].backoff_min_ms 1000: make max the larger one
            "ratelimit": {"max_connections_per_ip": -3} | ratelimit.max_connections_per_ip: -3 is not a whole number: write one from 0 to 2147483647, without quotes
            """)
    void namesTheFieldOfASection(String section, String problem) {
      assertThat(loading.problems(with(section))).contains(problem);
    }

    @Test
    void namesAMissingHostAndUserTogether() {
      assertThat(loading.problems("{\"proxy\": {}, \"upstream\": {\"host\": \"\"}}"))
          .containsExactly(
              "upstream.user: missing: add it, the account at the pool",
              "upstream.host: missing: add it, the host name of the pool");
    }
  }

  @Nested
  class NeedingWhatIsNotBuiltYet {

    @Test
    void limitsNobodyWhereKarooDoesNot() {
      assertThat(loading.config(SMALLEST).guard().enabled()).isFalse();
      String on = with("\"ratelimit\": {\"enabled\": true, \"max_connections_per_ip\": 7}");
      GuardConfig guard = loading.config(on).guard();
      assertThat(guard.enabled()).isTrue();
      assertThat(guard.maxPerIp()).isEqualTo(7);
      assertThat(guard.maxPerMinute()).isZero();
    }
  }

  @Test
  void takesCertificatesByAbsolutePath() throws IOException {
    Path cert = Files.createFile(directory.resolve("cert.pem"));
    String files = "\"cert_file\": \"%s\", \"key_file\": \"%s\"".formatted(cert, cert);
    assertThat(listener(with("\"proxy\": {\"tls\": {\"enabled\": true, " + files + "}}")).tls())
        .isEqualTo(new TlsConfig(cert, cert));
  }
}
