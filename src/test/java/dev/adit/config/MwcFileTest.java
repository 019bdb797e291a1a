package dev.adit.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.Importable.GuardOnly;
import dev.adit.config.LoadResult.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MwcFileTest {

  private static final String WHOLE =
      """
      [server]
      db_root = "/var/lib/mwc"

      [server.stratum_mining_config]
      enable_stratum_server = true
      stratum_server_addr = "127.0.0.1:3416"
      ip_tracking = true
      workers_connection_limit = 30000
      ban_action_limit = 7
      shares_weight = 3
      worker_login_timeout_ms = 10000
      ip_pool_ban_history_s = 1800
      connection_pace_ms = 1000
      ip_white_list = ["192.0.2.7", "10.0.0.0/8"]
      ip_black_list = ["2001:db8::1"]
      """;

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  MwcFileTest() {}

  private Importable read(String text) throws IOException {
    return ConfigLoader.read(Files.writeString(directory.resolve("mwc-server.toml"), text));
  }

  private GuardConfig guard(String text) throws IOException {
    Importable read = read(text);
    assertThat(read).as(text).isInstanceOf(GuardOnly.class);
    return ((GuardOnly) read).guard();
  }

  @Test
  void becomesAGuard() throws IOException {
    GuardConfig guard = guard(WHOLE);
    assertThat(guard.enabled()).isTrue();
    assertThat(guard.maxMiners()).isEqualTo(30_000);
    assertThat(guard.banPoints()).isEqualTo(7);
    assertThat(guard.sharePoints()).isEqualTo(3);
    assertThat(guard.loginTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(guard.history()).isEqualTo(Duration.ofMinutes(30));
    assertThat(guard.connectInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(guard.allow().toString()).isEqualTo("[192.0.2.7, 10.0.0.0/8]");
    assertThat(guard.deny()).hasSize(1);
    assertThat(guard.maxPerIp() + guard.maxPerMinute()).isZero();
  }

  @Test
  void namesWhatIsNotCarriedOver() throws IOException {
    assertThat(((GuardOnly) read(WHOLE)).notices())
        .containsExactly(
            "server.stratum_mining_config.enable_stratum_server is not carried over",
            "server.stratum_mining_config.stratum_server_addr is not carried over");
  }

  @Test
  void printsTomlThatReadsAsTheSameGuard() throws IOException {
    GuardConfig guard = guard(WHOLE);
    String pool =
        """
        [[pool]]
        name = "main"
        url = "stratum+tcp://pool.example.com:3333"
        user = "wallet.rig"
        [[listener]]
        name = "farm"
        bind = ":3333"
        mode = "proxy"
        pools = ["main"]
        """;
    String text = NativeToml.render(guard, java.util.List.of("a comment")) + pool;
    assertThat(new Loading(directory).config(text).guard()).isEqualTo(guard);
  }

  @Test
  void takesANegativeNumberForOff() throws IOException {
    GuardConfig guard =
        guard(
            WHOLE
                .replace("limit = 30000", "limit = -1")
                .replace("limit = 7", "limit = -1")
                .replace("timeout_ms = 10000", "timeout_ms = -1")
                .replace("pace_ms = 1000", "pace_ms = -5"));
    assertThat(guard.maxMiners()).isZero();
    assertThat(guard.banPoints()).isZero();
    assertThat(guard.loginTimeout()).isZero();
    assertThat(guard.connectInterval()).isZero();
  }

  @Test
  void bansNobodyWhereTheNodeDoesNotTrack() throws IOException {
    GuardConfig guard = guard(WHOLE.replace("ip_tracking = true", "ip_tracking = false"));
    assertThat(guard.banPoints()).isZero();
    assertThat(guard.connectInterval()).isZero();
    assertThat(guard.loginTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(guard.deny()).hasSize(1);
  }

  @Test
  void takesTheNodesDefaultsForWhatIsLeftOut() throws IOException {
    GuardConfig guard = guard("[server.stratum_mining_config]\nip_tracking = true\n");
    assertThat(guard.maxMiners()).isEqualTo(10_000);
    assertThat(guard.banPoints()).isEqualTo(5);
    assertThat(guard.history()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void saysThatTheStrictestLimitIsOne() throws IOException {
    String text = "[server.stratum_mining_config]\nip_tracking = true\nban_action_limit = 0\n";
    assertThat(guard(text).banPoints()).isEqualTo(1);
    assertThat(((GuardOnly) read(text)).notices())
        .containsExactly(
            "server.stratum_mining_config.ban_action_limit: 0 becomes ban_points = 1, the strictest"
                + " here");
  }

  @Test
  void namesLimitsThatCanNotBeKeptByTheNodesKeys() throws IOException {
    String text =
        """
        [server.stratum_mining_config]
        ip_tracking = true
        ban_action_limit = 20000
        ip_pool_ban_history_s = -1
        """;
    assertThat(((Refused) read(text)).problems())
        .containsExactlyInAnyOrder(
            "server.stratum_mining_config.ban_action_limit: 20000 is too many: write 10000 or less,"
                + " or -1 for none",
            "server.stratum_mining_config.ip_pool_ban_history_s: -1 is too short or too long: write"
                + " one from 10 to 1209600");
  }

  @Test
  void namesWhatIsWrongByTheNodesKey() throws IOException {
    assertThat(read("[server.stratum_mining_config]\nban_action_limit = 1.5\nip_white_list = [7]"))
        .isEqualTo(
            new Refused(
                java.util.List.of(
                    "server.stratum_mining_config.ip_white_list: a list has 7, which is not a text:"
                        + " write it in quotes")));
  }

  @Test
  void isNothingToRun() throws IOException {
    Path file = Files.writeString(directory.resolve("node.toml"), WHOLE);
    assertThat(ConfigLoader.load(file))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problems().getFirst())
                    .contains("MWC node", "names no pool", "adit import"));
  }
}
