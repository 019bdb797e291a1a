package dev.adit.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.adit.config.LoadResult.Loaded;
import dev.adit.config.LoadResult.Refused;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a file contains, loading it ends in a result of one-line problems or a configuration
/// that can be written and loaded again.
class MutatedFilesTest {

  private static final int FILES = 10_000;

  private static final List<String> ORIGINALS =
      List.of(
          """
          [admin]
          listen = "127.0.0.1:8080"
          password = "pw"
          [report]
          every = "60s"
          [[pool]]
          name = "main"
          url = "stratum+tcp://pool.example.com:3333"
          user = "wallet.rig"
          worker_names = "suffix"
          socks5 = "socks5://user:p%40ss@127.0.0.1:1080"
          backoff = { min = "1s", max = "60s" }
          [[listener]]
          name = "farm"
          bind = "[::1]:3333"
          mode = "proxy"
          pools = ["main"]
          max_miners = 30000
          vardiff = { enabled = true, target = "15s", min = 0.001, max = 65536 }
          """,
          """
          {"proxy": {"listen": ":3333", "client_idle_ms": 1000, "tls": {"enabled": false}},
           "upstream": {"host": "pool.example.com", "port": 3333, "user": "wallet.proxy",
             "backoff_min_ms": 1000, "backoff_max_ms": 2000, "socks_proxy": {"enabled": true,
               "type": "socks5", "host": "h", "port": 1080, "username": "u", "password": "p"}},
           "backups": [{"host": "b", "user": "u"}], "http": {"listen": ":8080"},
           "vardiff": {"target_seconds": 7.5, "min_diff": 0.001, "max_diff": 1e5}}
          """,
          """
          [[pool]]
          name = "main"
          url = "stratum+ssl://pool.example.com:3333"
          [[listener]]
          name = "tap"
          bind = ":3334"
          mode = "tap"
          pools = ["main"]
          drain = "5s"
          [forensics]
          directory = "."
          ntp_servers = ["pool.ntp.org", "[::1]:123", "2001:db8::1"]
          near_miss = 0.01
          expect_address = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
          reference_pools = ["main"]
          pool_stats = { url = "https://solo.ckpool.org", address = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa" }
          """,
          PythonFileTest.SAMPLE.replace("\n", "\r\n"),
          EnvFileTest.SAMPLE + "export ADMIN_LISTEN='[::1]:8080' # ours\r\nFOO=bar\n");

  private static final List<String> SPICES =
      List.of(
          "[",
          "]",
          "{",
          "}",
          "[[",
          "\"",
          "\"\"\"",
          "'",
          ",",
          "=",
          ":",
          ".",
          "-",
          "\n",
          "\r",
          "\0",
          "null",
          "true",
          "1e999999999",
          "e99999999999",
          "e-99999",
          "-0",
          "nan",
          "inf",
          "0x7f",
          "1979-05-27",
          "\\u0000",
          "\\ud800",
          "\u00ff",
          "99999999999999999999",
          "\"5s\"",
          "pool",
          "user.",
          "[[pool]]\n",
          "name = \"main\"\n",
          "\"backups\": [[]],",
          "{}",
          "[]",
          "\ufffd",
          "..",
          "999999999h",
          ";",
          "$",
          "#",
          "\\",
          "`",
          " ",
          "RELAY_4=60025;25;",
          "RELAY_",
          "\nRELAY_99=7;8;::1;udp\n",
          "export ",
          "\"\"\"",
          "\'\'\'",
          "\\\n",
          " // 0",
          " * 1e9 ** 2",
          "(" + "-".repeat(9),
          "GEEK_MODE = ",
          "NTP_SERVERS: Final[list] = [",
          "\ndef f():\n    LISTEN_PORT = 1\n");

  private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]+");

  @TempDir private Path directory;

  @Test
  void neverThrowAndAlwaysEndInLinesOrInAConfiguration() {
    long seed = Long.getLong("adit.seed", System.nanoTime());
    Random random = new Random(seed);
    int loaded = 0;
    for (int i = 0; i < FILES; i++) {
      String text = mutated(random, ORIGINALS.get(i % ORIGINALS.size()));
      try {
        loaded += check(text);
      } catch (RuntimeException | Error e) {
        fail("seed " + seed + ", file " + i + ":\n" + text, e);
      }
    }
    assertThat(loaded).as("mutants that still load, or nothing was tested").isBetween(100, 9_000);
  }

  /// Returns how many configurations came out: none or one.
  private int check(String text) {
    Loading loading = new Loading(directory);
    switch (loading.result(text.getBytes(ISO_8859_1))) {
      case Refused(List<String> problems) -> {
        assertThat(problems).isNotEmpty();
        assertThat(problems).allMatch(LINE.asMatchPredicate().and(line -> line.contains(": ")));
        return 0;
      }
      case Loaded(Format format, AditConfig config, List<String> notices) -> {
        assertThat(notices).allMatch(LINE.asMatchPredicate());
        if (format == Format.PORT_RELAY) {
          checkFix(loading, text, config);
        }
        assertThat(loading.config(NativeToml.render(config, notices))).isEqualTo(config);
        return 1;
      }
    }
  }

  /// To mend a file changes nothing of what it says.
  private static void checkFix(Loading loading, String text, AditConfig config) {
    String fixed = EnvFix.of(text).text();
    assertThat(EnvFix.of(fixed).steps()).isEmpty();
    Loaded loaded = (Loaded) loading.result(fixed.getBytes(ISO_8859_1));
    assertThat(loaded.config()).isEqualTo(config);
    assertThat(loaded.notices()).noneMatch(notice -> notice.contains("unknown key"));
  }

  private static String mutated(Random random, String original) {
    StringBuilder text = new StringBuilder(original);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(6)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(256));
        case 1 -> text.delete(at, to);
        case 2 -> text.insert(at, text.substring(at, to));
        case 3 -> text.insert(at, SPICES.get(random.nextInt(SPICES.size())));
        case 4 -> text.insert(at, "[".repeat(random.nextInt(2000)));
        default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
      }
      if (text.isEmpty()) {
        text.append(' ');
      }
    }
    return text.toString();
  }
}
