package dev.adit.admin;

import static dev.adit.admin.Access.Answer.ASK;
import static dev.adit.admin.Access.Answer.FORBID;
import static dev.adit.admin.Access.Answer.FOREIGN;
import static dev.adit.admin.Access.Answer.HIDE;
import static dev.adit.admin.Access.Answer.WRONG;
import static dev.adit.admin.Access.Answer.YES;
import static dev.adit.admin.Access.Need.CHANGE;
import static dev.adit.admin.Access.Need.INSPECT;
import static dev.adit.admin.Access.Need.MWC;
import static dev.adit.admin.Access.Need.READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.AdminConfig;
import dev.adit.config.HostPort;
import dev.adit.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final Access.Request LOCAL = from(true, "127.0.0.1:8080", null);
  private static final Access.Request REMOTE = from(false, "10.0.0.1:8080", null);

  @Nested
  class OnLoopback {
    private final Access open = access("127.0.0.1", "", false);
    private final Access locked = access("127.0.0.1", "s3cret", false);

    @Test
    void anyoneOnThisMachineReadsAndInspects() {
      for (Access access : new Access[] {open, locked}) {
        assertThat(access.decide(READ, LOCAL)).isEqualTo(YES);
        assertThat(access.decide(INSPECT, LOCAL)).isEqualTo(YES);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"localhost", "LOCALHOST:8080", "adit.localhost", "[::1]:8080", "127.0.0.1"})
    void requestsNameThisMachine(String host) {
      assertThat(open.decide(READ, from(true, host, null))).isEqualTo(YES);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"evil.example", "127.0.0.1.evil.example:8080", "localhost.evil.example"})
    void aWebPageThatHasItsNamePointHereSeesNothing(String host) {
      assertThat(open.decide(READ, from(true, host, null))).isEqualTo(HIDE);
      assertThat(open.decide(INSPECT, from(true, host, null))).isEqualTo(HIDE);
      assertThat(locked.decide(READ, from(true, host, null))).isEqualTo(ASK);
    }

    @Test
    void thePasswordOpensUnderAnyName() {
      Access.Request known = from(true, "adit.farm.example", basic("admin:s3cret"));
      assertThat(locked.decide(READ, known)).isEqualTo(YES);
      assertThat(locked.decide(INSPECT, known)).isEqualTo(YES);
    }

    @Test
    void aProxyOnThisMachineDoesNotInspectForOthers() {
      var forwarded = new Access.Request(true, "127.0.0.1:8080", true, null, null);
      assertThat(open.decide(READ, forwarded)).isEqualTo(YES);
      assertThat(open.decide(INSPECT, forwarded)).isEqualTo(HIDE);
    }
  }

  @Nested
  class OnAllAddressesWithPassword {
    private final Access access = access("0.0.0.0", "s3cret", false);

    @Test
    void everyoneIsAskedForIt() {
      assertThat(access.decide(READ, REMOTE)).isEqualTo(ASK);
      assertThat(access.decide(INSPECT, REMOTE)).isEqualTo(ASK);
      assertThat(access.decide(READ, LOCAL)).isEqualTo(ASK);
    }

    @Test
    void theRightOneOpensEverything() {
      assertThat(access.decide(READ, from(false, "x", basic("admin:s3cret")))).isEqualTo(YES);
      assertThat(access.decide(INSPECT, from(false, "x", basic("admin:s3cret")))).isEqualTo(YES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin:s3creT", "admin:", "root:s3cret", "admin:s3cret ", ""})
    void anotherIsWrong(String credentials) {
      assertThat(access.decide(READ, from(false, "x", basic(credentials)))).isEqualTo(WRONG);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "Basic", "Basic ", "Basic %%%", "Bearer YWRtaW46czNjcmV0", "\u0000"})
    void whatIsNotBasicAuthIsWrong(String authorization) {
      assertThat(access.decide(READ, from(false, "x", authorization))).isEqualTo(WRONG);
    }
  }

  @Nested
  class OnAllAddressesOpenForReading {
    @Test
    void everyoneReadsAndOnlyThisMachineInspects() {
      Access access = access("", "", true);
      assertThat(access.decide(READ, REMOTE)).isEqualTo(YES);
      assertThat(access.decide(INSPECT, REMOTE)).isEqualTo(HIDE);
      assertThat(access.decide(INSPECT, LOCAL)).isEqualTo(YES);
    }

    @Test
    void thePasswordInspectsFromElsewhere() {
      Access access = access("", "s3cret", true);
      assertThat(access.decide(READ, REMOTE)).isEqualTo(YES);
      assertThat(access.decide(INSPECT, REMOTE)).isEqualTo(ASK);
      assertThat(access.decide(INSPECT, from(false, "x", basic("admin:s3cret")))).isEqualTo(YES);
    }
  }

  @Test
  void changesNeedThePasswordWhereverItListens() {
    Access none = access("127.0.0.1", "", false);
    Access locked = access("127.0.0.1", "s3cret", false);
    Access.Request local = from(true, "127.0.0.1:8080", null);
    assertThat(none.decide(CHANGE, local)).isEqualTo(FORBID);
    assertThat(locked.decide(CHANGE, local)).isEqualTo(ASK);
    assertThat(locked.decide(CHANGE, from(true, "127.0.0.1:8080", basic("admin:wrong"))))
        .isEqualTo(WRONG);
    assertThat(locked.decide(CHANGE, from(true, "127.0.0.1:8080", basic("admin:s3cret"))))
        .isEqualTo(YES);
  }

  @Test
  void changesAreNotForPagesOfOtherSites() {
    Access locked = access("0.0.0.0", "s3cret", false);
    String known = basic("admin:s3cret");
    String host = "farm.example:8080";
    var own = new Access.Request(false, host, false, known, "http://farm.example:8080");
    var foreign = new Access.Request(false, host, false, known, "https://evil.example");
    var opaque = new Access.Request(false, host, false, known, "null");
    assertThat(locked.decide(CHANGE, own)).isEqualTo(YES);
    assertThat(locked.decide(CHANGE, foreign)).isEqualTo(FOREIGN);
    assertThat(locked.decide(CHANGE, opaque)).isEqualTo(FOREIGN);
  }

  @Nested
  class ForTheMwcInterface {
    private final Access locked = access("127.0.0.1", "s3cret", false);

    @Test
    void thePasswordIsAlwaysNeededWithItsOwnUser() {
      assertThat(locked.decide(MWC, LOCAL)).isEqualTo(ASK);
      assertThat(locked.decide(MWC, from(true, "127.0.0.1", basic("admin:s3cret"))))
          .isEqualTo(WRONG);
      assertThat(locked.decide(MWC, from(true, "127.0.0.1", basic("mwcmain:s3cret"))))
          .isEqualTo(YES);
    }

    @Test
    void itsUserOpensNothingElse() {
      assertThat(locked.decide(CHANGE, from(true, "127.0.0.1", basic("mwcmain:s3cret"))))
          .isEqualTo(WRONG);
    }

    @Test
    void withoutAPasswordThereIsNone() {
      assertThat(access("127.0.0.1", "", false).decide(MWC, LOCAL)).isEqualTo(FORBID);
    }

    @Test
    void pagesOfOtherSitesAreRefused() {
      var foreign =
          new Access.Request(true, "x", false, basic("mwcmain:s3cret"), "https://evil.example");
      assertThat(locked.decide(MWC, foreign)).isEqualTo(FOREIGN);
    }
  }

  @Test
  void nothingIsOpenToOthersByOversight() {
    assertThat(access("0.0.0.0", "", false).decide(READ, REMOTE)).isEqualTo(HIDE);
  }

  private static Access access(String host, String password, boolean openReadOnly) {
    return new Access(
        new AdminConfig(
            new HostPort(host, 8080), "admin", new Secret(password), true, openReadOnly));
  }

  private static Access.Request from(
      boolean loopback, String host, @Nullable String authorization) {
    return new Access.Request(loopback, host, false, authorization, null);
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }
}
