package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.adit.work.Algorithm;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody who leads miners away.
class HijackTest {
  private final AlertBook book = new AlertBook();

  @Nested
  class Reconnect {
    private final Talk talk = Talk.with(new ForeignReconnect(book)).begun();

    private void redirect(String host) {
      talk.pool("{\"id\":null,\"method\":\"client.reconnect\",\"params\":[" + host + ",3333,0]}");
    }

    @Test
    void showsAForeignHost() {
      redirect("\"pool.evil.test\"");
      assertThat(book.counts()).containsExactly(entry(Suspicion.FOREIGN_RECONNECT, 1L));
      assertThat(book.alerts().getFirst().data()).containsEntry("host", "pool.evil.test");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "null",
          "\"\"",
          "\"main.example.com\"",
          "\"EU.main.example.com\"",
          "\"us.example.com\""
        })
    void isNothingWithinThePoolsDomain(String host) {
      redirect(host);
      assertThat(book.counts()).isEmpty();
    }
  }

  @Nested
  class Chain {
    private final Talk talk = Talk.with(new OtherChain(book)).subscribed(Talk.EXTRANONCE1, 8);

    private void job(Talk one, String block, int nbits, int height) {
      one.job(new JobText(block).on(block).nbits(nbits).height(height).at(one.now()));
    }

    @Test
    void showsAnotherDifficultyOfTheNetwork() {
      job(talk, "a1", 0x1703ffff, 900_000);
      job(talk, "a2", 0x1803ffff, 900_001);
      job(talk, "a3", 0x1803ffff, 900_002);
      assertThat(book.counts()).containsExactly(entry(Suspicion.OTHER_CHAIN, 1L));
    }

    @Test
    void showsAHeightThatJumps() {
      job(talk, "a1", 0x1703ffff, 900_000);
      job(talk, "a2", 0x1703ffff, 900_101);
      assertThat(book.counts()).containsExactly(entry(Suspicion.OTHER_CHAIN, 1L));
      job(talk, "a3", 0x1703ffff, 900_090);
      assertThat(book.counts()).containsExactly(entry(Suspicion.OTHER_CHAIN, 2L));
    }

    @Test
    void showsOtherBitsOnTheSameBlock() {
      Talk other = talk.beside(Talk.call("192.0.2.2:1", "other")).begun();
      job(talk, "a1", 0x1703ffff, 900_000);
      job(other, "a1", 0x1703fffe, 900_000);
      job(other, "a1", 0x1703fffe, 900_000);
      job(talk, "a1", 0x1703ffff, 900_000);
      assertThat(book.counts()).containsExactly(entry(Suspicion.OTHER_CHAIN, 1L));
      assertThat(book.alerts().getFirst().pool()).isEqualTo("other");
    }

    @Test
    void isNothingOverARetargetAReorganisationAndABreak() {
      job(talk, "a1", 0x1703ffff, 900_000);
      job(talk, "a2", 0x17020000, 900_001);
      job(talk, "a3", 0x17020000, 900_002);
      job(talk, "a2", 0x17020000, 900_001);
      talk.end();
      talk.after(Duration.ofHours(2));
      Talk next = talk.beside(Talk.call("192.0.2.1:2", "main")).subscribed(Talk.EXTRANONCE1, 8);
      job(next, "a4", 0x17020000, 900_110);
      job(next, "a5", 0x1d00ffff, 900_111);
      job(next, "a6", 0x17020000, 900_112);
      assertThat(book.counts()).isEmpty();
    }

    @Test
    void isNothingAfterTheMachineHasSlept() {
      job(talk, "a1", 0x1703ffff, 900_000);
      talk.end();
      talk.asleep(Duration.ofHours(20));
      Talk next = talk.beside(Talk.call("192.0.2.1:2", "main")).subscribed(Talk.EXTRANONCE1, 8);
      job(next, "a2", 0x1703ffff, 900_120);
      assertThat(book.counts()).isEmpty();
    }
  }

  @Nested
  class Certificate {
    private final Talk talk = Talk.with(new CertificateChanged(book));

    private void connect(String host, String fingerprint) {
      talk.beside(
          new Call(
              Call.Kind.MINER,
              "t",
              "192.0.2.1:1",
              "main",
              host,
              3333,
              Algorithm.SHA256D,
              fingerprint));
    }

    @Test
    void showsANewOneOnce() {
      connect("a.example", "aa");
      connect("a.example", "aa");
      assertThat(book.counts()).isEmpty();
      connect("a.example", "bb");
      connect("a.example", "aa");
      connect("a.example", "bb");
      assertThat(book.counts()).containsExactly(entry(Suspicion.CERTIFICATE_CHANGED, 1L));
      assertThat(book.alerts().getFirst().data()).containsEntry("before", "aa");
    }

    @Test
    void isNothingAtAnotherHostOrWithoutTls() {
      connect("a.example", "aa");
      connect("b.example", "bb");
      connect("a.example", "");
      assertThat(book.counts()).isEmpty();
    }
  }
}
