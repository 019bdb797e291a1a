package dev.adit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class KernelRightsTest {

  @Test
  void knowsRootByWhatItMay() {
    assertThat(KernelRights.mayChangeRules("Name:\tjava\nCapEff:\t000001ffffffffff\nCapBnd:\t0\n"))
        .isTrue();
  }

  @Test
  void knowsWhoWasGivenTheRightAlone() {
    assertThat(KernelRights.mayChangeRules("CapEff:\t0000000000001000\n")).isTrue();
  }

  @Test
  void knowsWhoMayNot() {
    assertThat(KernelRights.mayChangeRules("CapPrm:\t000001ffffffffff\nCapEff:\t0000000000000000"))
        .isFalse();
    assertThat(KernelRights.mayChangeRules("CapEff:\t0000000000000fff\n")).isFalse();
    assertThat(KernelRights.mayChangeRules("")).isFalse();
  }

  @Test
  void objectsToAnAddressThatNobodyElseReaches() {
    assertThat(KernelRights.objection(InetAddress.getLoopbackAddress())).contains("via = \"user\"");
  }
}
