package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.LoadResult.Loaded;
import java.net.URI;
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

class PythonFileTest {
  static final String ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";

  static final String SAMPLE =
      """
      # Ultra-Fast Bitcoin Mining Proxy
      LISTEN_HOST = '0.0.0.0'
      LISTEN_PORT = 3334
      POOL_HOST = "solo.ckpool.org"  # the pool
      POOL_PORT: int = 3_333
      MINING_ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"

      GEEK_MODE = True
      SHARE_DIFFICULTY_TRACKING = False
      EXTRANONCE_FORENSICS = True
      TIMING_ANALYSIS = False
      NTP_VERIFICATION = True
      NTP_SERVERS = [
          'pool.ntp.org',  # first
          "time.google.com",
      ]

      BUFFER_SIZE = 16384
      SOCKET_TIMEOUT = 0.1
      MAX_TIMESTAMP_DRIFT = 2 * 3600
      STALE_JOB_THRESHOLD = 240
      RAPID_SHARE_THRESHOLD = 0.007
      MIN_EXTRANONCE2_SIZE = 6
      """;

  @TempDir private Path directory;
  private Loading loading;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  PythonFileTest() {}

  @BeforeEach
  void loadFromADirectoryOfItsOwn() {
    loading = new Loading(directory);
  }

  private ForensicsConfig forensics(String text) {
    ForensicsConfig forensics = loading.config(text).forensics();
    if (forensics == null) {
      throw new AssertionError("no forensics: " + text);
    }
    return forensics;
  }

  @Nested
  class TheSample {

    @Test
    void isATapToThePool() {
      Loaded loaded = loading.loaded(SAMPLE);
      assertThat(loaded.format()).isEqualTo(Format.PYTHON_SETTINGS);
      ListenerConfig tap = loaded.config().listeners().getFirst();
      assertThat(loaded.config().listeners()).hasSize(1);
      assertThat(tap.name()).isEqualTo("tap");
      assertThat(tap.mode()).isEqualTo(Mode.TAP);
      assertThat(tap.bind()).isEqualTo(new HostPort("0.0.0.0", 3334));
      assertThat(tap.pools()).containsExactly("main");
      assertThat(tap.idleTimeout()).isZero();
      assertThat(loaded.config().pools())
          .singleElement()
          .extracting(pool -> pool.name() + " " + pool.url())
          .isEqualTo("main stratum+tcp://solo.ckpool.org:3333");
      assertThat(loaded.config().guard().enabled()).isFalse();
      assertThat(loaded.config().admin().listen()).isNull();
    }

    @Test
    void saysWhatIsSuspicious() {
      assertThat(forensics(SAMPLE))
          .isEqualTo(
              new ForensicsConfig(
                  Path.of("").toAbsolutePath(),
                  List.of(new HostPort("pool.ntp.org", 123), new HostPort("time.google.com", 123)),
                  Duration.ofHours(1),
                  Duration.ofHours(2),
                  Duration.ofMinutes(4),
                  Duration.ofMillis(7),
                  6,
                  true,
                  false,
                  false,
                  false,
                  0.01,
                  "",
                  List.of(),
                  new PoolStatsConfig(
                      URI.create("https://solo.ckpool.org"),
                      PoolStatsConfig.Style.CKPOOL,
                      ADDRESS,
                      Duration.ofMinutes(1)),
                  64 << 20,
                  10));
    }

    @Test
    void tellsOfWhatIsNotNeeded() {
      assertThat(loading.loaded(SAMPLE).notices())
          .containsExactly(
              "BUFFER_SIZE (line 18): not needed: Adit sizes its buffers itself",
              "SOCKET_TIMEOUT (line 19): not needed: Adit waits for no socket");
    }

    @Test
    void hasWindowsLineEndsOrNone() {
      AditConfig config = loading.config(SAMPLE);
      assertThat(loading.config(SAMPLE.replace("\n", "\r\n"))).isEqualTo(config);
      assertThat(loading.config(SAMPLE.strip())).isEqualTo(config);
    }
  }

  @Nested
  class WithLittle {

    @Test
    void takesTheDefaultsOfTheOriginal() {
      AditConfig config = loading.config("POOL_PORT = 3333");
      assertThat(config.listeners().getFirst().bind()).hasToString("0.0.0.0:3334");
      assertThat(config.pools().getFirst().url()).hasToString("stratum+tcp://solo.ckpool.org:3333");
      ForensicsConfig forensics = forensics("POOL_PORT = 3333");
      assertThat(forensics.ntpServers())
          .extracting(HostPort::host)
          .containsExactly("pool.ntp.org", "time.google.com", "time.cloudflare.com");
      assertThat(forensics.maxNtimeDrift()).hasHours(2);
      assertThat(forensics.staleJob()).hasMinutes(5);
      assertThat(forensics.rapidShare()).hasMillis(5);
      assertThat(forensics.minExtranonce2Size()).isEqualTo(4);
      assertThat(forensics.geekMode()).isTrue();
      assertThat(forensics.shareLog()).isTrue();
      assertThat(forensics.timingLog()).isTrue();
      assertThat(forensics.poolStats()).isNull();
    }

    @Test
    void switchesOffWhatIsFalse() {
      ForensicsConfig off =
          forensics("NTP_VERIFICATION = False\nEXTRANONCE_FORENSICS = False\nGEEK_MODE = 0\n");
      assertThat(off.ntpServers()).isEmpty();
      assertThat(off.minExtranonce2Size()).isZero();
      assertThat(off.geekMode()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"\"",
          "None",
          "'YOUR_BITCOIN_ADDRESS_HERE'",
          "'bc1q...'",
          "'<address>'",
          "'bc1qxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'"
        })
    void asksNoPoolForAPlaceholder(String address) {
      assertThat(forensics("MINING_ADDRESS = " + address).poolStats()).isNull();
    }

    @Test
    void servesHttpWhereItIsAskedTo() {
      AdminConfig open = loading.config("GEEK_MODE = True\nADMIN_LISTEN = ':8080'").admin();
      assertThat(open.listen()).hasToString(":8080");
      assertThat(open.openReadOnly()).isTrue();
      assertThat(
              loading.config("GEEK_MODE = True\nADMIN_LISTEN = '[::1]:80'").admin().openReadOnly())
          .isFalse();
    }
  }

  @Nested
  class AValue {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '\0',
        textBlock =
            """
            7200                 | 7200000
            7_200                | 7200000
            7200.                | 7200000
            .5                   | 500
            1e-3                 | 1
            2 * 3600             | 7200000
            2*60*60+1            | 7201000
            (1 + 2) * 3          | 9000
            7 // 2               | 3000
            7 / 2                | 3500
            10 - -2              | 12000
            --5                  | 5000
            60 * \\\\\\n 60      | 3600000
            (60 *  # a minute\\n 60) | 3600000
            """)
    void mayBeReckoned(String value, long millis) {
      String text = "MAX_TIMESTAMP_DRIFT = " + value.replace("\\n", "\n").replace("\\\\", "\\");
      assertThat(forensics(text).maxNtimeDrift()).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "NTP_SERVERS = ['a', 'b']",
          "NTP_SERVERS=[\"a\",\"b\",]",
          "NTP_SERVERS = ('a', 'b')",
          "NTP_SERVERS = 'a', 'b'",
          "NTP_SERVERS: list[str] = ['a', 'b']",
          "NTP_SERVERS: Final = [\n  'a',\n\n  # 'c',\n  'b'  # ]\n]",
          "NTP_SERVERS = ['a', 'b']; GEEK_MODE = True",
          "GEEK_MODE = True; NTP_SERVERS = ['a', 'b']",
          "NTP_SERVERS = [('a'), '' 'b']",
          "import os\n"
              + "from x import (\n"
              + "  y)\n"
              + "\"\"\"a 'text\n"
              + "POOL_PORT = 1\n"
              + "\"\"\"\n"
              + "NTP_SERVERS = ['a', 'b']",
        })
    void mayBeAListHoweverItIsWritten(String text) {
      assertThat(forensics(text).ntpServers())
          .containsExactly(new HostPort("a", 123), new HostPort("b", 123));
      assertThat(loading.config(text).pools().getFirst().url().port()).isEqualTo(3333);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'#;='", "\"it's\""})
    void mayHoldAnythingInQuotes(String quoted) {
      String text = "NOTE = " + quoted + "\nPOOL_PORT = 1";
      assertThat(loading.config(text).pools().getFirst().url().port()).isEqualTo(1);
    }

    @Test
    void mayBeAnIpv6Address() {
      AditConfig config = loading.config("LISTEN_HOST = '::'\nPOOL_HOST = '2001:db8::1'");
      assertThat(config.listeners().getFirst().bind()).hasToString("[::]:3334");
      assertThat(config.pools().getFirst().url()).hasToString("stratum+tcp://[2001:db8::1]:3333");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '\0',
        textBlock =
            """
            LISTEN_PORT = "3334"                 | LISTEN_PORT (line 1): "3334" can't be used: write a whole number from 0 to 65535
            LISTEN_PORT = 65536                  | LISTEN_PORT (line 1): 65536 can't be used: write a whole number from 0 to 65535
            POOL_PORT = 0                        | POOL_PORT (line 1): 0 can't be used: write a whole number from 1 to 65535
            POOL_PORT =                          | POOL_PORT (line 1): has no value: write one behind the =
            POOL_PORT = 0333                     | POOL_PORT (line 1): has a number that can't be used: write one such as 3333 or 0.005
            POOL_PORT = 2 ** 11                  | POOL_PORT (line 1): has a power: write the number itself
            POOL_PORT = 1 / 0                    | POOL_PORT (line 1): divides by zero: write the number itself
            POOL_HOST = ""                       | POOL_HOST (line 1): "" names no pool: write its name, such as "solo.ckpool.org"
            POOL_HOST = "stratum+tcp://a"        | POOL_HOST (line 1): "stratum+tcp://a" is no host: write a name or an address, without a scheme or a port
            POOL_HOST = "a:3333"                 | POOL_HOST (line 1): "a:3333" is no host: write a name or an address, without a scheme or a port
            POOL_HOST = 5                        | POOL_HOST (line 1): 5 is not a text: write it in quotes
            POOL_HOST = '''a'''                  | POOL_HOST (line 1): is in triple quotes: write it in single ones
            POOL_HOST = 'a\\x62'                 | POOL_HOST (line 1): has a backslash, which none of the values needs: write it without
            POOL_HOST = os.environ["POOL"]       | POOL_HOST (line 1): is nothing that can be read without running it: write the value itself, such as "solo.ckpool.org", 3333 or True
            POOL_HOST = f"{NAME}"                | POOL_HOST (line 1): is nothing that can be read without running it: write the value itself, such as "solo.ckpool.org", 3333 or True
            POOL_HOST = "a" + 5                  | POOL_HOST (line 1): is nothing that can be read without running it: write the value itself, such as "solo.ckpool.org", 3333 or True
            GEEK_MODE = "yes"                    | GEEK_MODE (line 1): "yes" is neither True nor False: write one of them
            GEEK_MODE = true                     | GEEK_MODE (line 1): is nothing that can be read without running it: write the value itself, such as "solo.ckpool.org", 3333 or True
            STALE_JOB_THRESHOLD = 0              | STALE_JOB_THRESHOLD (line 1): 0 is no time: write seconds above 0 and up to ten years, with at most three decimals, such as 300 or 0.005
            STALE_JOB_THRESHOLD = -5             | STALE_JOB_THRESHOLD (line 1): -5 is no time: write seconds above 0 and up to ten years, with at most three decimals, such as 300 or 0.005
            RAPID_SHARE_THRESHOLD = 0.0005       | RAPID_SHARE_THRESHOLD (line 1): 0.0005 is no time: write seconds above 0 and up to ten years, with at most three decimals, such as 300 or 0.005
            NTP_SERVERS = ["a", 5]               | NTP_SERVERS (line 1): a list has 5, which is no time server: write "pool.ntp.org" or "host:port", each in quotes, or [] for none
            NTP_SERVERS = ["a"                   | line 1: "NTP_SERVERS = [\\"a\\"" begins a bracket that does not end: close it
            POOL_HOST = "a                       | line 1: "POOL_HOST =" begins a text that does not end: close its quotes
            MINING_ADDRESS = "bc1q"              | MINING_ADDRESS (line 1): "bc1q" is no address: write one of 26 to 62 letters and digits, without a worker's name
            MINING_ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4.rig_1" | MINING_ADDRESS (line 1): "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4.rig_1" is no address: write one of 26 to 62 letters and digits, without a worker's name
            GEEK_MODE = True\\nADMIN_LISTEN = "80" | ADMIN_LISTEN (line 2): "80" is not an address: write "host:port", ":port" or "[::1]:port", port 0 to 65535
            LISTEN_PORT = 80\\nADMIN_LISTEN = ":80" | ADMIN_LISTEN (line 2): ":80" is taken by the tap: choose another port
            POOL_HOST = "127.0.0.1"\\nPOOL_PORT = 3334 | POOL_PORT (line 2): "127.0.0.1:3334" is this tap itself: name another pool
            POOL_PORT = 1\\nPOOL_PORT = 2        | POOL_PORT (line 2): stands on line 1 already, and of two Python takes the last: remove one
            """)
    void saysWhatIsWrong(String text, String problem) {
      String lines = text.replace("\\n", "\n");
      assertThat(loading.problems(lines)).containsExactly(problem);
    }

    @Test
    void isNeverNestedTooDeeplyToBeRead() {
      String deep = "NTP_SERVERS = " + "[".repeat(50_000) + "]".repeat(50_000);
      assertThat(loading.problems(deep)).singleElement().asString().contains("(line 1): ");
      assertThat(loading.problems("POOL_PORT = " + "-".repeat(50_001) + "1")).hasSize(1);
      assertThat(loading.problems("POOL_PORT = " + "9".repeat(50_000))).hasSize(1);
    }
  }

  @Nested
  class ALine {

    @Test
    void inCapitalsThatIsUnknownIsNamedWithTheNearest() {
      assertThat(loading.loaded("POOL_PORT = 1\nLISTEN_PROT = min(1,\n 2)\n").notices())
          .containsExactly(
              "LISTEN_PROT (line 2): unknown setting, ignored: did you mean \"LISTEN_PORT\"?");
    }

    @Test
    void thatDoesNothingToASettingIsNamed() {
      assertThat(loading.loaded("'''Of\nmine.'''\nimport os\nPOOL_PORT = 1\n").notices())
          .containsExactly(
              "line 1: \"'''Of\\u000Amine.'''\" is ignored", "line 3: \"import os\" is ignored");
    }

    @Test
    void ofCodeIsRefusedWithItsNumber() {
      String text =
          """
          POOL_PORT = 1
          def main():
              LISTEN_PORT = 5
              print("x")

          if True:
              main()
          pool_host = "x"
          """;
      String code =
          " is code, and nothing here is run: leave nothing but settings in the file, such as"
              + " POOL_PORT = 3333";
      assertThat(loading.problems(text))
          .containsExactly(
              "line 2: \"def main():\"" + code,
              "line 6: \"if True:\"" + code,
              "pool_host (line 8): is no setting: did you mean \"POOL_HOST\"?");
    }

    @Test
    void ofAWholeProgramIsNotListedEach() {
      assertThat(loading.problems("POOL_PORT = 1\n" + "main()\n".repeat(5_000)))
          .hasSize(11)
          .last()
          .asString()
          .startsWith("code: 4990 more statements");
    }
  }

  @Nested
  class ByItsShape {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "LISTEN_PORT = 3334",
          "POOL_HOST='a'",
          "# x\nMINING_ADDRESS: str = ''",
          "CONNECT_TIMEOUT = 5\nPOOL_PORT = 3333"
        })
    void isPython(String text) {
      assertThat(loading.loaded(text).format()).isEqualTo(Format.PYTHON_SETTINGS);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "RELAY_1=\"60025;25;btc.example.com;TCP\"\nBUFFER_SIZE=4096\n",
          "RELAY_1=\"60025;25;btc.example.com;TCP\"\nADMIN_LISTEN=127.0.0.1:80\n"
        })
    void isAPortRelays(String text) {
      assertThat(loading.loaded(text).format()).isEqualTo(Format.PORT_RELAY);
    }

    @Test
    void isNotWhatAShellWouldTakeToo() {
      assertThat(loading.problems("CONNECT_TIMEOUT=5\nBUFFER_SIZE=4096"))
          .singleElement()
          .asString()
          .startsWith("RELAY_1: missing");
    }
  }
}
