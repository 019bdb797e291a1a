package dev.adit.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PenanceTest {
  private final Penance penance = new Penance(3_600_000);

  private static InetAddress ip(String text) {
    return InetAddress.ofLiteral(text);
  }

  private boolean isFull(String address) {
    return penance.isFull(ip(address));
  }

  private void serve(int count, String address) {
    for (int i = 0; i < count; i++) {
      assertThat(isFull(address)).isFalse();
      var _ = penance.serve(ip(address));
    }
  }

  @Test
  void oneAddressWaitsForFourAnswersAtMost() {
    serve(4, "10.0.0.1");
    assertThat(isFull("10.0.0.1")).isTrue();
    assertThat(isFull("::ffff:10.0.0.1")).isTrue();
    assertThat(isFull("10.0.0.2")).isFalse();
  }

  @Test
  void anIpv6NetworkIsOneAddress() {
    for (int i = 0; i < 4; i++) {
      serve(1, "2001:db8:0:1::" + i);
    }
    assertThat(isFull("2001:db8:0:1:ffff::9")).isTrue();
    assertThat(isFull("2001:db8:0:2::1")).isFalse();
  }

  @Test
  void allTogetherWaitForSixtyFourAtMost() {
    for (int i = 0; i < 64; i++) {
      serve(1, "10.0.1." + i);
    }
    assertThat(isFull("10.0.0.2")).isTrue();
  }

  @Test
  void nobodyElsewhereLocksOutThisMachine() {
    for (int i = 0; i < 16; i++) {
      serve(4, "10.0.1." + i);
    }
    serve(4, "127.0.0.1");
    assertThat(isFull("127.0.0.2")).as("the same machine").isTrue();
  }

  @Test
  void whoGuessesOnThisMachineLocksOutNobodyElsewhere() {
    serve(4, "127.0.0.1");
    for (int i = 0; i < 64; i++) {
      serve(1, "10.0.1." + i);
    }
  }

  @Test
  void whoHasWaitedMayTryAgain() {
    Penance quick = new Penance(1);
    List<CompletableFuture<Void>> waits = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      waits.add(quick.serve(ip("10.0.0." + i / 4)));
    }
    waits.forEach(CompletableFuture::join);
    assertThat(quick.isFull(ip("10.0.0.1"))).isFalse();
    assertThat(quick.isFull(ip("10.0.9.9"))).isFalse();
  }
}
