package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocksUrlTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "socks5://127.0.0.1:1080, 127.0.0.1, 1080, '', ''",
    "SOCKS5://tor.lan:9050/, tor.lan, 9050, '', ''",
    "socks5://[::1]:1080, ::1, 1080, '', ''",
    "socks5://me@tor:1, tor, 1, me, ''",
    "socks5://me:@tor:1, tor, 1, me, ''",
    "socks5://me:secret@tor:65535, tor, 65535, me, secret",
    "socks5://m%40e:%2F%3a%25+%41@tor:1, tor, 1, m@e, '/:%+A'",
    "socks5://me:a:b@tor:1, tor, 1, me, a:b",
    "socks5://me:a b@[fd00::1]:1, fd00::1, 1, me, a b",
  })
  void readsAnAddressWithAndWithoutALogin(
      String text, String host, int port, String user, String password) {
    assertThat(SocksUrl.parse(text))
        .isEqualTo(new Parsed.Good<>(new SocksUrl(host, port, user, new Secret(password))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tor:1080                        | is not a SOCKS5 proxy: write
          socks4://tor:1080               | is not a SOCKS5 proxy: write
          socks5://tor                    | is not a SOCKS5 proxy: write
          socks5://:1080                  | is not a SOCKS5 proxy: write
          socks5://hunter2/x@tor:1080     | is not a SOCKS5 proxy: write
          socks5://me:hunter2@x@tor:1080  | is not a SOCKS5 proxy: write
          socks5://me:hunter2@tor:1080/x  | is not a SOCKS5 proxy: write
          socks5://me:hunter2@tor:65536   | is not a SOCKS5 proxy: write
          socks5://me:hunter2@tor:0       | has no port between 1 and 65535: write
          socks5://me:hunter2%@tor:1      | has a % without two hex digits after it: write %25 for %
          socks5://:hunter2@tor:1         | has a password and no user: write
          socks5://me:hunter2%C3%A9@tor:1 | has a user or a password that is not at most 255 ASCII
          """)
  void saysWhatIsWrongWithTheRestAndShowsNothingOfIt(String text, String problem) {
    String file =
        """
        [[pool]]
        name = "main"
        url = "stratum+tcp://pool.example.com:3333"
        user = "wallet.rig"
        socks5 = "%s"
        [[listener]]
        name = "farm"
        bind = ":3333"
        mode = "proxy"
        pools = ["main"]
        """
            .formatted(text);
    assertThat(new Loading(directory).problems(file))
        .singleElement()
        .asString()
        .startsWith("pool.main.socks5: the value " + problem)
        .doesNotContain("hunter2");
  }

  @Test
  void refusesWhatIsTooLongForTheProtocol() {
    assertThat(SocksUrl.parse("socks5://me:" + "x".repeat(255) + "@tor:1"))
        .isInstanceOf(Parsed.Good.class);
    assertThat(SocksUrl.parse("socks5://me:" + "x".repeat(256) + "@tor:1"))
        .isInstanceOf(Parsed.Bad.class);
  }
}
