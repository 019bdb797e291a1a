package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.HealthConfig.Check;
import dev.adit.config.LoadResult.Loaded;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {
  static final String SAMPLE =
      """
      # Port Relay
      RELAY_1="60025;25;btc.trustpool.cc;TCP"
      RELAY_2="60443;443;btc.trustpool.cc;TCP"
      RELAY_3="63333;3333;btc.trustpool.cc;UDP"

      # seconds
      CONNECT_TIMEOUT=15
      KEEPALIVE_IDLE=30
      KEEPALIVE_INTVL=10
      KEEPALIVE_CNT=3

      ENABLE_LOGGING=y
      ENABLE_HEALTH_CHECK=y
      HEALTH_CHECK_TIMEOUT=10
      HEALTH_CHECK_RETRIES=3
      """;

  private static final String ONE = "RELAY_1=\"60025;25;btc.example.com;TCP\"\n";

  @TempDir private Path directory;
  private Loading loading;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  EnvFileTest() {}

  @BeforeEach
  void loadFromADirectoryOfItsOwn() {
    loading = new Loading(directory);
  }

  @Test
  void mindsNoCommentInAnotherEncoding() {
    byte[] cyrillic =
        ("# \u0440\u0435\u043b\u0435\n" + ONE).getBytes(Charset.forName("windows-1251"));
    assertThat(loading.result(cyrillic)).isInstanceOf(Loaded.class);
    byte[] name = ONE.replace("btc", "bt\u00e7").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(loading.result(name))
        .isInstanceOfSatisfying(
            LoadResult.Refused.class,
            refused -> assertThat(refused.problems()).first().asString().contains("is no host"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"# RELAY_1=\"60025;25;btc.example.com;TCP\"\n", "RELAY1=x\n"})
  void showsByItsNameWhereNothingInItDoes(String text) throws IOException {
    Path file = Files.writeString(directory.resolve(".env"), text);
    assertThat(ConfigLoader.load(file))
        .isEqualTo(
            new LoadResult.Refused(
                List.of("RELAY_1: missing: add RELAY_1=\"in_port;out_port;out_host;TCP\"")));
  }

  private ListenerConfig first(String text) {
    return loading.config(text).listeners().getFirst();
  }

  private static RelayConfig relay(ListenerConfig listener) {
    RelayConfig relay = listener.relay();
    if (relay == null) {
      throw new AssertionError("no relay: " + listener);
    }
    return relay;
  }

  @Nested
  class TheSample {
    @Test
    void isAListenerForEachRelay() {
      Loaded loaded = loading.loaded(SAMPLE);
      assertThat(loaded.format()).isEqualTo(Format.PORT_RELAY);
      assertThat(loaded.config().listeners())
          .extracting(
              it -> it.name() + " " + it.mode() + " " + it.bind() + " " + relay(it).to().getFirst())
          .containsExactly(
              "relay-1 tcp 0.0.0.0:60025 btc.trustpool.cc:25",
              "relay-2 tcp 0.0.0.0:60443 btc.trustpool.cc:443",
              "relay-3 udp 0.0.0.0:63333 btc.trustpool.cc:3333");
      assertThat(loaded.notices())
          .containsExactly(
              "RELAY_3 (line 4): its target is not checked: what serves UDP rarely answers TCP");
    }

    @Test
    void hasNeitherAGuardNorAnAdminPortNorPools() {
      AditConfig config = loading.config(SAMPLE);
      assertThat(config.guard().enabled()).isFalse();
      assertThat(config.admin().listen()).isNull();
      assertThat(config.pools()).isEmpty();
      assertThat(config.log().file()).isEqualTo(directory.resolve("logs/relay.log"));
    }

    @Test
    void saysTheDefaults() {
      assertThat(first(SAMPLE)).isEqualTo(first(ONE.replace("example.com", "trustpool.cc")));
    }

    @Test
    void hasTheTimesOfTheOriginal() {
      ListenerConfig tcp = first(SAMPLE);
      assertThat(tcp.idleTimeout()).isZero();
      assertThat(tcp.keepalive())
          .isEqualTo(
              new KeepaliveConfig(
                  Duration.ofSeconds(30), Duration.ofSeconds(10), 3, Duration.ofSeconds(60)));
      assertThat(relay(tcp).connectTimeout()).isEqualTo(Duration.ofSeconds(15));
      assertThat(relay(tcp).health())
          .isEqualTo(
              new HealthConfig(Duration.ofSeconds(60), Duration.ofSeconds(10), 3, Check.TCP));
      ListenerConfig udp = loading.config(SAMPLE).listeners().getLast();
      assertThat(udp.idleTimeout()).isEqualTo(Duration.ofSeconds(60));
      assertThat(relay(udp).health()).isNull();
    }

    @Test
    void readsTheSameWithWindowsLineEndsAndAByteOrderMark() {
      String windows = "\uFEFF" + SAMPLE.replace("\n", "\r\n");
      assertThat(loading.config(windows)).isEqualTo(loading.config(SAMPLE));
    }

    @Test
    void comesToTomlThatReadsAsTheSame() {
      AditConfig config = loading.config(SAMPLE + "ADMIN_LISTEN=0.0.0.0:8080\n");
      assertThat(loading.config(NativeToml.render(config, List.of()))).isEqualTo(config);
    }
  }

  @Nested
  class ARelay {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "RELAY_1=\"60025;25;btc.example.com;TCP\"",
          "RELAY_1='60025;25;btc.example.com;TCP' # a comment",
          "RELAY_1=60025;25;btc.example.com;TCP",
          "RELAY_1=60025\\;25\\;btc.example.com\\;TCP",
          "RELAY_1=\"60025;\"'25'\";btc.example.com\"",
          "  export  RELAY_1=\"60025;25;btc.example.com\"\t# a \"comment\"",
          "RELAY_1=\" 60025 ; 25 ; btc.example.com ; tcp \"",
          "RELAY_1=\"60025;25;btc.example.com;\"",
          "RELAY_1=\"60025;25;btc.example.com;Tcp;\"",
          "RELAY_1=\"60025,25,btc.example.com\"",
          "RELAY_1=\"60025,25,btc.example.com,TCP\"",
          "RELAY_1=\"060025;0025;btc.example.com;TCP\"",
        })
    void isReadHoweverTheOriginalWouldHaveIt(String line) {
      assertThat(first(line.replace("060025", "60025"))).isEqualTo(first(ONE));
    }

    @Test
    void hasAnyNumberAndComesInNaturalOrder() {
      String text = "RELAY_10=10;1;h\nRELAY_9=9;1;h\nRELAY_0=8;1;h\nRELAY_123456789012345678=7;1;h";
      assertThat(loading.config(text).listeners())
          .extracting(ListenerConfig::name)
          .containsExactly("relay-0", "relay-9", "relay-10", "relay-123456789012345678");
    }

    @Test
    void sharesAPortWithOneOfTheOtherProtocol() {
      assertThat(loading.config(ONE + "RELAY_2=60025;25;h;udp").listeners()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
      "192.0.2.7, 192.0.2.7:25",
      "localhost, localhost:25",
      "a_b-c.example, a_b-c.example:25",
      "2001:db8::1, [2001:db8::1]:25",
      "[2001:db8::1], [2001:db8::1]:25"
    })
    void hasANameOrAnAddressAsItsTarget(String host, String target) {
      assertThat(relay(first("RELAY_1=60025;25;" + host)).to()).hasToString("[" + target + "]");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            99999;25;h;TCP       | "99999" is no port: write one from 1 to 65535
            0;25;h;TCP           | "0" is no port: write one from 1 to 65535
            60025;x;h;TCP        | "x" is no port: write one from 1 to 65535
            -1;123456;h          | "-1" is no port: write one from 1 to 65535; "123456" is no port: write one from 1 to 65535
            60025;25;h;SCTP      | "SCTP" is no protocol: write TCP or UDP
            0;25;a b;X           | has a space outside of quotes: put the value in quotes, or # before a comment
            60025;25;h:25        | "h:25" is no host: write a name or an address, without a port, such as "btc.example.com"
            60025;25;[h]         | "[h]" is no host: write a name or an address, without a port, such as "btc.example.com"
            60025;25;1.2.3.400   | "1.2.3.400" is no host: write a name or an address, without a port, such as "btc.example.com"
            60025;25;-h          | "-h" is no host: write a name or an address, without a port, such as "btc.example.com"
            60025;60025;0.0.0.0  | "0.0.0.0:60025" is this relay itself: name another target
            60025;60025;localhost | "localhost:60025" is this relay itself: name another target
            60025;25             | "60025;25" out_host is missing: write "in_port;out_port;out_host;TCP", or UDP
            ;25;;TCP             | ";25;;TCP" in_port and out_host are missing: write "in_port;out_port;out_host;TCP", or UDP
            1;2;h;TCP;x          | "1;2;h;TCP;x" has 5 fields: write "in_port;out_port;out_host;TCP", or UDP
            ``                   | is empty: write "in_port;out_port;out_host;TCP", or UDP, or put # before the line
            """)
    void isNeverSkippedSilently(@Nullable String value, String why) {
      assertThat(loading.problems("\nRELAY_2=" + (value == null ? "" : value)))
          .containsExactly("RELAY_2 (line 2): " + why);
    }

    @Test
    void mayHaveItsPortAtAnAddressOfIpv6AsItsTarget() {
      assertThat(relay(first("RELAY_1=60025;60025;::1")).to()).hasToString("[[::1]:60025]");
    }

    @Test
    void neitherTakesAPortNorAKeyThatIsTaken() {
      String text = ONE + "RELAY_2=60025;26;h\nRELAY_3=60026;26;h\nRELAY_1=60027;26;h\n";
      assertThat(loading.problems(text))
          .containsExactly(
              "RELAY_1 (line 4): stands on line 1 already, and of two a shell takes the last:"
                  + " remove one",
              "RELAY_2 (line 2): port 60025 is taken by RELAY_1 (line 1): choose another in_port");
    }

    @Test
    void isNeeded() {
      assertThat(loading.problems("# RELAY_1=\nENABLE_LOGGING=n"))
          .containsExactly("RELAY_1: missing: add RELAY_1=\"in_port;out_port;out_host;TCP\"");
    }

    @Test
    void hasANumberThatCanBeAName() {
      assertThat(loading.problems("RELAY_1234567890123456789=1;2;h"))
          .containsExactly(
              "RELAY_1234567890123456789 (line 1): its number is too long: write one such as"
                  + " RELAY_1");
    }
  }

  @Nested
  class ASetting {
    @Test
    void changesEveryRelay() {
      String text =
          ONE
              + "CONNECT_TIMEOUT='7'\nKEEPALIVE_IDLE=1\nKEEPALIVE_INTVL=2\nKEEPALIVE_CNT=4\n"
              + "HEALTH_CHECK_TIMEOUT=5\nHEALTH_CHECK_RETRIES=6\n";
      ListenerConfig listener = first(text);
      assertThat(listener.keepalive())
          .isEqualTo(
              new KeepaliveConfig(
                  Duration.ofSeconds(1), Duration.ofSeconds(2), 4, Duration.ofSeconds(9)));
      assertThat(relay(listener).connectTimeout()).isEqualTo(Duration.ofSeconds(7));
      assertThat(relay(listener).health())
          .isEqualTo(new HealthConfig(Duration.ofSeconds(60), Duration.ofSeconds(5), 6, Check.TCP));
    }

    @ParameterizedTest
    @CsvSource({"y, true", "YES, true", "True, true", "1, true", "n, false", "No, false"})
    void isYesOrNoInAnyCase(String word, boolean yes) {
      AditConfig config =
          loading.config(ONE + "ENABLE_HEALTH_CHECK=" + word + "\nENABLE_LOGGING=" + word);
      assertThat(relay(config.listeners().getFirst()).health() != null).isEqualTo(yes);
      assertThat(config.log().file() != null).isEqualTo(yes);
    }

    @Test
    void takesTheLargestTimesThatThereAre() {
      String most =
          ONE
              + "CONNECT_TIMEOUT=86400\n"
              + "KEEPALIVE_IDLE=32767\n"
              + "KEEPALIVE_INTVL=32767\n"
              + "KEEPALIVE_CNT=127";
      assertThat(first(most).keepalive().userTimeout()).isEqualTo(Duration.ofSeconds(2147483));
    }

    @Test
    void isNamedWithAllOthersWhereItIsWrong() {
      String text =
          """
          RELAY_1=x;25;h
          CONNECT_TIMEOUT=15s
          KEEPALIVE_IDLE=0
          KEEPALIVE_CNT=128
          ENABLE_LOGGING=maybe
          ADMIN_LISTEN=8080
          HEALTH_CHECK_RETRIES=99999999999
          """;
      assertThat(loading.problems(text))
          .containsExactlyInAnyOrder(
              "RELAY_1 (line 1): \"x\" is no port: write one from 1 to 65535",
              "CONNECT_TIMEOUT (line 2): \"15s\" is no number of seconds: write a whole one from 1"
                  + " to 86400",
              "KEEPALIVE_IDLE (line 3): \"0\" is no number of seconds: write a whole one from 1 to"
                  + " 32767",
              "KEEPALIVE_CNT (line 4): \"128\" is no number of probes: write a whole one from 1 to"
                  + " 127",
              "ENABLE_LOGGING (line 5): \"maybe\" is neither yes nor no: write y or n",
              "ADMIN_LISTEN (line 6): \"8080\" " + HostPort.CURE,
              "HEALTH_CHECK_RETRIES (line 7): \"99999999999\" is no number of tries: write a whole"
                  + " one from 1 to 100");
    }

    @Test
    void isSaidToBeEmpty() {
      Loaded loaded = loading.loaded(ONE + "CONNECT_TIMEOUT=\nADMIN_LISTEN=\n");
      assertThat(loaded.notices()).containsExactly("CONNECT_TIMEOUT (line 2): empty, so it is 15");
      assertThat(loaded.config().admin().listen()).isNull();
    }

    @Test
    void opensAnAdminPort() {
      assertThat(loading.config(ONE + "ADMIN_LISTEN=127.0.0.1:8080").admin())
          .isEqualTo(
              new AdminConfig(new HostPort("127.0.0.1", 8080), "admin", Secret.NONE, false, false));
      assertThat(loading.config(ONE + "ADMIN_LISTEN=:8080").admin().openReadOnly()).isTrue();
      assertThat(loading.problems(ONE + "ADMIN_LISTEN=127.0.0.1:60025"))
          .containsExactly(
              "ADMIN_LISTEN (line 2): \"127.0.0.1:60025\" is taken by RELAY_1 (line 1): choose"
                  + " another port");
    }

    @Test
    void isIgnoredWhereItIsUnknownButNeverSilently() {
      assertThat(loading.loaded(ONE + "CONECT_TIMEOUT=7\nrelay_2=1;2;h\nRELAY_X=1;2;h").notices())
          .containsExactly(
              "CONECT_TIMEOUT (line 2): unknown key, ignored: did you mean \"CONNECT_TIMEOUT\"?",
              "relay_2 (line 3): unknown key, ignored: did you mean \"RELAY_N\"?",
              "RELAY_X (line 4): unknown key, ignored: did you mean \"RELAY_N\"?");
    }
  }

  @Nested
  class ALine {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '^',
        textBlock =
            """
            A=$(id)        | A (line 2): stands for something else
            A="`id`"       | A (line 2): stands for something else
            A="${B}"       | A (line 2): stands for something else
            A=x$B          | A (line 2): stands for something else
            A='x           | A (line 2): begins a quote that does not end
            A="x\\"        | A (line 2): begins a quote that does not end
            A=x\\          | A (line 2): goes on in the next line
            A = x          | A (line 2): has a space before the =
            A= x           | A (line 2): has a space outside of quotes
            A="x" B=y      | A (line 2): has a space outside of quotes
            echo hunter2   | line 2: is no setting: write KEY=value, or put # before it
            A+=x           | line 2: is no setting
            [[pool]]       | line 2: is no setting
            """)
    void isRefusedWhereItNeedsAShell(String line, String problem) {
      assertThat(loading.problems(ONE + line))
          .singleElement()
          .asString()
          .startsWith(problem)
          .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A='$(id)`'", "A=\"\\$B 5$ \\\"\"", "A=5$", "A=a#b", "A= # c", "#A=$B"})
    void isReadWhereItMeansItself(String line) {
      assertThat(loading.result(ONE + line)).isInstanceOf(Loaded.class);
    }

    @Test
    void isFoundBehindAnyOtherText() {
      byte[] latin = (ONE + "# caf\u00e9").getBytes(StandardCharsets.UTF_8);
      assertThat(loading.result(latin)).isInstanceOf(Loaded.class);
    }
  }
}
