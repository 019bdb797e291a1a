package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeTomlTest {

  private static final String ODD = "aZ9 .\"\\'#=[]{}\n\t\u0007\u00e9\u20ac\ud83d\ude80";

  @TempDir private Path directory;

  @Test
  void loadsBackToAnEqualConfiguration() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path pem = Files.createFile(directory.resolve("a \"pem\".pem"));
    for (int i = 0; i < 300; i++) {
      AditConfig config = anyConfig(random, pem);
      String toml = NativeToml.render(config, List.of("a comment"));
      assertThat(new Loading(directory).config(toml))
          .as("seed %d\n%s", seed, toml)
          .isEqualTo(config);
    }
  }

  @Test
  void isAsciiOnlySoThatNoTerminalCanSpoilIt() {
    AditConfig config = anyConfig(new Random(1), directory);
    assertThat(NativeToml.render(config, List.of())).matches("[\\n\\x20-\\x7e]*");
  }

  @Test
  void showsNoPasswordWhenMasked() {
    AditConfig config =
        new Loading(directory)
            .config(
                """
                admin.password = "open sesame"
                [[pool]]
                name = "main"
                url = "stratum+tcp://pool.example.com:3333"
                user = "wallet.rig"
                password = "hunter2"
                socks5 = "socks5://someone:letme%2Fin@127.0.0.1:1080"
                [[listener]]
                name = "farm"
                bind = ":3333"
                mode = "proxy"
                pools = ["main"]
                """);
    assertThat(NativeToml.renderMasked(config, List.of()))
        .contains("password = \"***\"", "socks5 = \"socks5://someone:***@127.0.0.1:1080\"")
        .doesNotContain("sesame", "hunter2", "letme");
    assertThat(NativeToml.render(config, List.of()))
        .contains("open sesame", "hunter2", "socks5://someone:letme%2Fin@127.0.0.1:1080");
    assertThat(config.toString()).doesNotContain("sesame", "hunter2", "letme");
  }

  private static AditConfig anyConfig(Random random, Path pem) {
    List<PoolConfig> pools = new ArrayList<>();
    List<ListenerConfig> listeners = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      pools.add(anyPool(random, "pool-" + i));
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<String> names = pools.stream().map(PoolConfig::name).toList();
      names = names.subList(random.nextInt(names.size()), names.size());
      listeners.add(anyListener(random, "door_" + i, 1000 + i, names, pem));
      listeners.add(anyRelay(random, "relay_" + i, 2000 + i));
    }
    boolean taps = random.nextBoolean();
    if (taps) {
      listeners.add(anyTap(random, pools.getFirst().name(), pem));
    }
    boolean off = random.nextBoolean();
    AdminConfig admin =
        new AdminConfig(
            off ? null : new HostPort(random.nextBoolean() ? "::1" : "localhost", 9),
            "op" + anyText(random).replace(":", ""),
            new Secret(anyText(random)),
            random.nextBoolean(),
            random.nextBoolean());
    return new AditConfig(
        admin,
        pools,
        listeners,
        new ReportConfig(anyDuration(random)),
        new LogConfig(
            random.nextBoolean() ? null : pem,
            random.nextLong(1 << 16, 1L << 40),
            1 + random.nextInt(20)),
        anyGuard(random, pem),
        taps || random.nextBoolean() ? anyForensics(random, pem, pools) : null);
  }

  private static GuardConfig anyGuard(Random random, Path file) {
    return new GuardConfig(
        random.nextBoolean(),
        random.nextInt(9),
        random.nextInt(9),
        random.nextInt(9),
        anyDuration(random),
        Duration.ZERO,
        random.nextInt(9),
        random.nextInt(9),
        Duration.ofSeconds(10 + random.nextInt(9)),
        anyDuration(random),
        anyDuration(random),
        anyNetworks(random),
        anyNetworks(random),
        1 + random.nextInt(128),
        random.nextBoolean(),
        random.nextBoolean() ? null : file);
  }

  private static List<Network> anyNetworks(Random random) {
    return Stream.of("192.0.2.7", "10.0.0.0/8", "0.0.0.0/0", "2001:db8::/32", "::1")
        .filter(_ -> random.nextBoolean())
        .map(Network::parse)
        .map(parsed -> ((Parsed.Good<Network>) parsed).value())
        .toList();
  }

  private static PoolConfig anyPool(Random random, String name) {
    Duration min = anyDuration(random);
    return new PoolConfig(
        name,
        new PoolUrl(
            any(random, PoolUrl.Scheme.values()),
            "fd00::" + random.nextInt(9),
            1 + random.nextInt(65535)),
        "user" + anyText(random),
        new Secret(anyText(random)),
        any(random, WorkerNames.values()),
        random.nextBoolean(),
        AlgorithmName.SCRYPT,
        random.nextBoolean(),
        "",
        random.nextBoolean() ? null : anySocks(random),
        new BackoffConfig(min, min.plus(anyDuration(random))),
        anyDuration(random),
        anyDuration(random));
  }

  private static SocksUrl anySocks(Random random) {
    String user = any(random, "", "u", "a b", "%41+@:/?#[]~*");
    String password = user.isEmpty() ? "" : any(random, "", "***", "p:@/%25\"\\");
    String host = any(random, "tor", "127.0.0.1", "fe80::1%eth0");
    return new SocksUrl(host, 1 + random.nextInt(65535), user, new Secret(password));
  }

  private static ListenerConfig anyListener(
      Random random, String name, int port, List<String> pools, Path pem) {
    double min = Math.scalb(1 + random.nextDouble(), random.nextInt(2000) - 1000);
    return new ListenerConfig(
        name,
        new HostPort(any(random, "", "0.0.0.0", "a-b.example", "fe80::1%eth0"), port),
        Mode.PROXY,
        pools,
        random.nextBoolean()
            ? List.of()
            : pools.stream().map(_ -> 1 + random.nextDouble()).toList(),
        1 + random.nextInt(Integer.MAX_VALUE),
        1 + random.nextInt(9),
        anyDuration(random),
        random.nextBoolean() ? null : new TlsConfig(pem, pem),
        new VardiffConfig(
            random.nextBoolean(), anyDuration(random), min, min * 1.5, anyDuration(random)),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        new KeepaliveConfig(
            Duration.ofSeconds(random.nextInt(9)),
            Duration.ofSeconds(1 + random.nextInt(9)),
            1 + random.nextInt(9),
            Duration.ofMillis(random.nextInt(99))),
        anyNetworks(random),
        null,
        null);
  }

  /// What a mode does not know is as in a file that does not say it.
  private static ListenerConfig anyRelay(Random random, String name, int port) {
    boolean tcp = random.nextBoolean();
    Duration minute = Duration.ofMinutes(1);
    Duration seconds = Duration.ofSeconds(1 + random.nextInt(9));
    return new ListenerConfig(
        name,
        new HostPort(any(random, "", "::1"), port),
        tcp ? Mode.TCP : Mode.UDP,
        List.of(),
        List.of(),
        30000,
        4096,
        anyDuration(random),
        null,
        new VardiffConfig(true, Duration.ofSeconds(15), 0.001, 65536, minute),
        true,
        true,
        true,
        false,
        tcp
            ? new KeepaliveConfig(seconds, seconds, 9, seconds)
            : new KeepaliveConfig(
                Duration.ofSeconds(15), Duration.ofSeconds(5), 3, Duration.ofSeconds(30)),
        tcp ? anyNetworks(random) : List.of(),
        new RelayConfig(
            any(
                random,
                List.of(new HostPort("a-b.example", 1)),
                List.of(new HostPort("fd00::1", 65535), new HostPort("192.0.2.1", 1))),
            any(random, Balance.values()),
            anyDuration(random),
            random.nextBoolean()
                ? null
                : new HealthConfig(
                    anyDuration(random), seconds, 1, any(random, HealthConfig.Check.values())),
            tcp ? any(random, SendProxy.values()) : SendProxy.NONE,
            any(random, "", "192.0.2.1", "fe80::1"),
            tcp ? 1 + random.nextInt(9) : 10000,
            tcp ? 65536 : 1 + random.nextInt(9),
            random.nextLong(1L << 40) << random.nextInt(20),
            anyDuration(random),
            Via.USER),
        null);
  }

  private static ListenerConfig anyTap(Random random, String pool, Path pem) {
    Duration seconds = Duration.ofSeconds(1 + random.nextInt(9));
    return new ListenerConfig(
        "tap",
        new HostPort("", 999),
        Mode.TAP,
        List.of(pool),
        List.of(),
        1 + random.nextInt(9),
        4096,
        anyDuration(random),
        random.nextBoolean() ? null : new TlsConfig(pem, pem),
        new VardiffConfig(true, Duration.ofSeconds(15), 0.001, 65536, Duration.ofMinutes(1)),
        true,
        true,
        true,
        false,
        new KeepaliveConfig(seconds, seconds, 9, seconds),
        anyNetworks(random),
        null,
        new TapConfig(anyDuration(random), anyDuration(random)));
  }

  private static ForensicsConfig anyForensics(Random random, Path file, List<PoolConfig> pools) {
    String address = any(random, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "x".repeat(62));
    return new ForensicsConfig(
        file,
        any(
            random,
            List.of(),
            List.of(new HostPort("a-b.example", 123), new HostPort("2001:db8::1", 124))),
        anyDuration(random),
        anyDuration(random),
        anyDuration(random),
        any(random, Duration.ZERO, anyDuration(random)),
        random.nextInt(9),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextDouble(),
        any(random, "", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
        random.nextBoolean() ? List.of() : List.of(pools.getLast().name()),
        random.nextBoolean()
            ? null
            : new PoolStatsConfig(
                URI.create(any(random, "https://solo.ckpool.org", "http://[::1]:80/a/%22")),
                any(random, PoolStatsConfig.Style.values()),
                address,
                Duration.ofMinutes(1).plus(anyDuration(random))),
        random.nextLong(1 << 10, 1L << 40),
        1 + random.nextInt(1000));
  }

  /// Never zero, and always one that a file can say: whole milliseconds.
  private static Duration anyDuration(Random random) {
    long millis = 1L + random.nextInt(any(random, 10, 1000, 1_000_000_000));
    return Duration.ofMillis(millis * any(random, 1, 10, 60));
  }

  private static String anyText(Random random) {
    int[] points = random.ints(random.nextInt(8), 0, ODD.codePointCount(0, ODD.length())).toArray();
    StringBuilder text = new StringBuilder();
    for (int point : points) {
      text.appendCodePoint(ODD.codePointAt(ODD.offsetByCodePoints(0, point)));
    }
    return text.toString();
  }

  @SafeVarargs
  private static <T> T any(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
