package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
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

class TapAndForensicsTest {
  private static final String TAP =
      """
      [[pool]]
      name = "main"
      url = "stratum+tcp://pool.example.com:3333"
      [[listener]]
      name = "tap"
      bind = ":3334"
      mode = "tap"
      pools = ["main"]
      """;
  private static final String PROXY =
      """
      [[pool]]
      name = "farm"
      url = "stratum+tcp://pool.example.com:3333"
      user = "wallet.rig"
      [[listener]]
      name = "farm"
      bind = ":3333"
      mode = "proxy"
      pools = ["farm"]
      """;
  private static final String ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";

  @TempDir private Path directory;
  private Loading loading;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  TapAndForensicsTest() {}

  @BeforeEach
  void loadFromADirectoryOfItsOwn() {
    loading = new Loading(directory);
  }

  private static ForensicsConfig forensics(AditConfig config) {
    ForensicsConfig forensics = config.forensics();
    if (forensics == null) {
      throw new AssertionError("no forensics: " + config);
    }
    return forensics;
  }

  @Nested
  class ATap {

    @Test
    void carriesMinersToItsPoolsAndNeedsNoUserThere() throws Exception {
      Files.createFile(directory.resolve("cert.pem"));
      Files.createFile(directory.resolve("key.pem"));
      AditConfig config =
          loading.config(
              TAP
                  + """
                  max_miners = 7
                  idle_timeout = "0s"
                  connect_timeout = "3s"
                  drain = "4s"
                  user_timeout = "5s"
                  keepalive = { idle = "6s" }
                  proxy_protocol = ["10.0.0.0/8"]
                  tls = { cert_file = "cert.pem", key_file = "key.pem" }
                  """);
      ListenerConfig tap = config.listeners().getFirst();
      assertThat(tap.mode()).isEqualTo(Mode.TAP);
      assertThat(tap.pools()).containsExactly("main");
      assertThat(tap.maxMiners()).isEqualTo(7);
      assertThat(tap.idleTimeout()).isZero();
      assertThat(tap.keepalive().idle()).hasSeconds(6);
      assertThat(tap.keepalive().userTimeout()).hasSeconds(5);
      assertThat(tap.proxyProtocol()).hasSize(1);
      assertThat(tap.tls()).isNotNull();
      assertThat(tap.relay()).isNull();
      assertThat(tap.tap()).isEqualTo(new TapConfig(Duration.ofSeconds(3), Duration.ofSeconds(4)));
      assertThat(config.pools().getFirst().user()).isEmpty();
    }

    @Test
    void takesTheDocumentedDefaults() {
      ListenerConfig tap = loading.config(TAP).listeners().getFirst();
      assertThat(tap.tap())
          .isEqualTo(new TapConfig(Duration.ofSeconds(15), Duration.ofSeconds(30)));
      assertThat(tap.idleTimeout()).hasMinutes(5);
      assertThat(loading.config(PROXY).listeners().getFirst().tap()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            connect_timeout = "0s"   | connect_timeout: "0s" leaves no time: write "15s"
            to = "a:1"               | to: means nothing where mode = "tap", only with "tcp" or "udp": remove it
            vardiff.min = 1          | vardiff: means nothing where mode = "tap", only with "proxy": remove it
            max_connections = 1      | max_connections: means nothing where mode = "tap", only with "tcp": remove it
            """)
    void saysWhatIsWrong(String line, String problem) {
      assertThat(loading.problems(TAP + line)).containsExactly("listener.tap." + problem);
    }

    @Test
    void hasPoolsWithoutShares() {
      String pools = "[{ name = \"main\", share = 1 }]";
      assertThat(loading.problems(TAP.replace("[\"main\"]", pools)))
          .containsExactly(
              "listener.tap.pools: a share means nothing where mode = \"tap\": write the names"
                  + " alone, [\"main\"]");
      assertThat(loading.problems(TAP.replace("[\"main\"]", "[]")))
          .containsExactly(
              "listener.tap.pools: names no pool: write the name of a [[pool]], such as"
                  + " [\"main\"]");
      assertThat(loading.problems(TAP.replace("[\"main\"]", "[\"mine\"]")))
          .contains(
              "listener.tap.pools: \"mine\" is the name of no [[pool]]: did you mean \"main\"?");
    }

    @Test
    void doesNotExcuseTheUserOfAPoolThatAProxyUsesToo() {
      String proxy = PROXY.replace("[\"farm\"]", "[\"farm\", \"main\"]");
      assertThat(loading.config(TAP + PROXY).pools()).hasSize(2);
      assertThat(loading.problems(TAP + proxy))
          .containsExactly(
              "pool.main.user: names no account: write the one at the pool, such as"
                  + " \"wallet.worker\"");
    }
  }

  @Nested
  class Forensics {

    @Test
    void areThereWhereThereIsATapOrASection() {
      assertThat(loading.config(PROXY).forensics()).isNull();
      assertThat(loading.config(PROXY + "[forensics]").forensics())
          .isEqualTo(loading.config(TAP).forensics())
          .isNotNull();
    }

    @Test
    void haveTheDocumentedDefaults() {
      assertThat(loading.config(TAP).forensics())
          .isEqualTo(
              new ForensicsConfig(
                  directory.resolve("forensics"),
                  List.of(new HostPort("pool.ntp.org", 123)),
                  Duration.ofHours(1),
                  Duration.ofHours(2),
                  Duration.ofMinutes(5),
                  Duration.ofMillis(5),
                  4,
                  true,
                  true,
                  true,
                  false,
                  0.01,
                  "",
                  List.of(),
                  null,
                  64 << 20,
                  10));
    }

    @Test
    void takeEveryKey() {
      String text =
          TAP
              + """
              [forensics]
              directory = "/var/lib/x"
              ntp_servers = ["a.example", "b.example:124", "192.0.2.1", "2001:db8::1", "[::1]", "[::1]:7"]
              ntp_interval = "2h"
              max_ntime_drift = "0s"
              stale_job = "4m"
              rapid_share = "7ms"
              min_extranonce2_size = 0
              geek_mode = false
              share_log = false
              timing_log = false
              journal = true
              near_miss = 1
              expect_address = "%1$s"
              reference_pools = ["main"]
              max_file_size = "1KiB"
              max_files = 1
              [forensics.pool_stats]
              url = "http://127.0.0.1:8081/base"
              style = "public-pool"
              address = "%1$s"
              interval = "2m"
              """
                  .formatted(ADDRESS);
      assertThat(loading.config(text).forensics())
          .isEqualTo(
              new ForensicsConfig(
                  Path.of("/var/lib/x"),
                  List.of(
                      new HostPort("a.example", 123),
                      new HostPort("b.example", 124),
                      new HostPort("192.0.2.1", 123),
                      new HostPort("2001:db8::1", 123),
                      new HostPort("::1", 123),
                      new HostPort("::1", 7)),
                  Duration.ofHours(2),
                  Duration.ZERO,
                  Duration.ofMinutes(4),
                  Duration.ofMillis(7),
                  0,
                  false,
                  false,
                  false,
                  true,
                  1,
                  ADDRESS,
                  List.of("main"),
                  new PoolStatsConfig(
                      URI.create("http://127.0.0.1:8081/base"),
                      PoolStatsConfig.Style.PUBLIC_POOL,
                      ADDRESS,
                      Duration.ofMinutes(2)),
                  1024,
                  1));
      assertThat(loading.config(TAP + "[forensics]\nntp_servers = []").forensics())
          .extracting(ForensicsConfig::ntpServers)
          .isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          ADDRESS,
          "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
          "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
          "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
          "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr",
          "bcrt1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqvg32hk"
        })
    void knowAnAddress(String address) {
      String line = "[forensics]\nexpect_address = \"" + address + "\"";
      assertThat(forensics(loading.config(TAP + line)).expectAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3tB",
          "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4.rig",
          "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0a",
          "1A1zP1eP5QGefi2DMPTfTL5SL"
        })
    void knowWhatIsNone(String address) {
      assertThat(loading.problems(TAP + "[forensics]\nexpect_address = \"" + address + "\""))
          .singleElement()
          .asString()
          .startsWith("forensics.expect_address: ");
    }

    @Test
    void compareWithPoolsThatNoListenerUses() {
      String other = TAP.lines().limit(3).reduce("", (a, b) -> a + b + "\n");
      String both = TAP + other.replace("\"main\"", "\"other\"");
      assertThat(loading.loaded(both).notices())
          .containsExactly("pool.other is used by no listener");
      assertThat(loading.problems(both + PROXY)).singleElement().asString().contains("other.user");
      assertThat(loading.loaded(both + "[forensics]\nreference_pools = [\"other\"]").notices())
          .isEmpty();
    }

    @Test
    void areNamedKeyByKeyWhereTheyChange() {
      AditConfig without = loading.config(PROXY);
      AditConfig with = loading.config(PROXY + "[forensics]");
      AditConfig other = loading.config(PROXY + "[forensics]\njournal = true\nntp_servers = []");
      assertThat(Change.between(without, with))
          .map(Change::toString)
          .containsExactly("forensics is new");
      assertThat(Change.between(with, without))
          .map(Change::toString)
          .containsExactly("forensics is gone");
      assertThat(Change.between(with, other))
          .map(Change::toString)
          .containsExactly(
              "forensics.ntp_servers: [\"pool.ntp.org:123\"] -> []",
              "forensics.journal: false -> true");
    }
  }
}
