package dev.adit;

import static dev.adit.FrontDoor.PING;
import static dev.adit.FrontDoor.hear;
import static dev.adit.FrontDoor.hearTheEnd;
import static dev.adit.FrontDoor.isServed;
import static dev.adit.FrontDoor.refused;
import static dev.adit.FrontDoor.say;
import static dev.adit.FrontDoor.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adit.config.AditConfig;
import dev.adit.guard.BanReason;
import dev.adit.guard.Guard;
import dev.adit.guard.Refusal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The guard in front of a real door, asked from several addresses of this machine.
@Timeout(120)
class GuardIT {
  @TempDir private Path directory;
  private FrontDoor door;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  GuardIT() {}

  @BeforeEach
  void openPool() throws Exception {
    door = new FrontDoor(directory);
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  @Nested
  class Caps {
    @Test
    void refuseWhoHasTooManyConnectionsAndNobodyElse() throws Exception {
      Guard guard = door.open("", "max_per_ip = 2\nban = \"1h\"");
      Socket first = door.connect("127.0.0.2");
      assertThat(isServed(first)).isTrue();
      assertThat(door.isServed("127.0.0.2")).isTrue();
      assertThat(door.isServed("127.0.0.2")).isFalse();
      assertThat(door.isServed("127.0.0.3")).isTrue();
      say(first, PING);
      assertThat(hear(first)).as("what is open stays").isNotNull();
      first.close();
      assertThat(door.isServed("127.0.0.2")).as("banned").isFalse();
      assertThat(refused(guard, Refusal.PER_IP)).isEqualTo(1);
      assertThat(refused(guard, Refusal.BANNED)).isEqualTo(1);
    }

    @Test
    void liftABanWhenItsTimeIsUp() throws Exception {
      Guard guard = door.open("", "max_per_ip = 1\nban = \"1s\"");
      Socket first = door.connect("127.0.0.2");
      assertThat(isServed(first)).isTrue();
      assertThat(door.isServed("127.0.0.2")).isFalse();
      first.close();
      while (view(guard, "127.0.0.2").banned()) {
        Thread.onSpinWait();
      }
      assertThat(door.isServed("127.0.0.2")).isTrue();
    }

    @Test
    void makeRoomInAFullListenerOnlyForTheProven() throws Exception {
      door.open("max_miners = 2", "newcomer_grace = \"1h\"");
      assertThat(door.isServed("127.0.0.2")).isTrue();
      assertThat(door.isServed("127.0.0.3")).isTrue();
      assertThat(door.isServed("127.0.0.4")).isFalse();
    }

    @Test
    void closeAnIdleConnectionForANewcomerOnceItsGraceIsOver() throws Exception {
      door.open("max_miners = 1", "newcomer_grace = \"0s\"");
      Socket idle = door.connect("127.0.0.2");
      assertThat(isServed(idle)).isTrue();
      assertThat(door.isServed("127.0.0.3")).isTrue();
      hearTheEnd(idle);
    }
  }

  @Nested
  class Points {
    @Test
    @DisplayName("T39 an address with noise only is banned, and its connections are closed")
    void banWhoMakesNoise() throws Exception {
      Guard guard = door.open("", "ban_points = 3");
      Socket quiet = door.connect("127.0.0.2");
      for (int i = 0; i < 4; i++) {
        Socket noisy = door.connect("127.0.0.2");
        say(noisy, "GET / HTTP/1.1\n");
        assertThat(hear(noisy)).isNull();
      }
      assertThat(hear(quiet)).isNull();
      assertThat(view(guard, "127.0.0.2").banned()).isTrue();
      assertThat(door.isServed("127.0.0.2")).isFalse();
      assertThat(door.isServed("127.0.0.3")).isTrue();
    }

    @Test
    void countAMissingLogin() throws Exception {
      Guard guard = door.open("", "login_timeout = \"1s\"");
      Socket silent = door.connect("127.0.0.2");
      assertThat(hear(silent)).isNull();
      assertThat(view(guard, "127.0.0.2").failedLogin()).isEqualTo(1);
      Socket talker = door.connect("127.0.0.3");
      assertThat(isServed(talker)).isTrue();
      assertThat(view(guard, "127.0.0.3").okLogins()).isEqualTo(1);
    }

    @Test
    void banNobodyInADryRun() throws Exception {
      Guard guard = door.open("", "ban_points = 1\nmax_per_ip = 1\ndry_run = true");
      for (int i = 0; i < 4; i++) {
        Socket noisy = door.connect("127.0.0.2");
        say(noisy, "nonsense\n");
        assertThat(hear(noisy)).isNull();
      }
      assertThat(door.isServed("127.0.0.2")).isTrue();
      assertThat(door.isServed("127.0.0.2")).isTrue();
      assertThat(guard.counts(System.nanoTime()).would().banned().get(BanReason.POINTS))
          .isEqualTo(1);
    }
  }

  @Nested
  class AtATlsDoor {
    @Test
    void holdPlainWordsAgainstAnAddressButNoDoubtInTheCertificate() throws Exception {
      Certificate served = Certificate.selfSigned(directory);
      Guard guard =
          door.open(
              "tls = { cert_file = \"%s\", key_file = \"%s\" }"
                  .formatted(served.chain(), served.key()),
              "");
      Socket browser = door.connect("127.0.0.2");
      say(browser, "GET / HTTP/1.1\r\nHost: adit\r\n\r\n");
      hearTheEnd(browser);
      Socket doubtful = door.connect("127.0.0.3");
      SSLSocketFactory strict = (SSLSocketFactory) SSLSocketFactory.getDefault();
      try (SSLSocket tls = (SSLSocket) strict.createSocket(doubtful, "localhost", 0, true)) {
        assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(tls::startHandshake);
      }
      while (view(guard, "127.0.0.2").workers() + view(guard, "127.0.0.3").workers() > 0) {
        Thread.onSpinWait();
      }
      assertThat(view(guard, "127.0.0.2").failedRequests()).isEqualTo(1);
      assertThat(view(guard, "127.0.0.3").failedRequests()).isZero();
    }
  }

  @Nested
  class Bans {
    @Test
    void closeWhatIsOpenAndSurviveARestart() throws Exception {
      String keys = "file = \"bans\"";
      Guard guard = door.open("", keys);
      Socket miner = door.connect("127.0.0.2");
      assertThat(isServed(miner)).isTrue();
      guard.ban(InetAddress.getByName("127.0.0.2"), 3_600_000_000_000L, System.nanoTime());
      hearTheEnd(miner);
      door.shut();
      Guard again = door.open("", keys);
      assertThat(door.isServed("127.0.0.2")).isFalse();
      assertThat(again.unban(InetAddress.getByName("127.0.0.2"), System.nanoTime())).isTrue();
      assertThat(door.isServed("127.0.0.2")).isTrue();
      door.shut();
      door.open("", keys);
      assertThat(door.isServed("127.0.0.2")).isTrue();
    }

    @Test
    void followTheListsOfAReload() throws Exception {
      door.open("", "deny = [\"127.0.0.2\"]");
      Socket miner = door.connect("127.0.0.3");
      assertThat(isServed(miner)).isTrue();
      assertThat(door.isServed("127.0.0.2")).isFalse();
      AditConfig next = door.config("", "deny = [\"127.0.0.0/8\"]\nallow = [\"127.0.0.2\"]");
      assertThat(door.reload(next).applied()).isTrue();
      hearTheEnd(miner);
      assertThat(door.isServed("127.0.0.2")).isTrue();
      assertThat(door.isServed("127.0.0.3")).isFalse();
    }
  }
}
