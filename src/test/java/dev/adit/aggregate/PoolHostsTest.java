package dev.adit.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolHostsTest {

  @ParameterizedTest
  @CsvSource({
    "main.example, main.example, true, true",
    "main.example, EU.Main.example., true, true",
    "main.example, xmain.example, false, false",
    "solo.ckpool.org, eu.ckpool.org, false, true",
    "solo.ckp.io, eu.ckp.io, false, true",
    "solo.ckpool.org, ckpool.evil.org, false, false",
    "a.pool.co.uk, b.pool.co.uk, false, true",
    "a.pool.co.uk, b.evil.co.uk, false, false",
    "192.0.2.1, 203.0.2.1, false, false",
    "192.0.2.1, 192.0.2.1, true, true",
    "2001:db8::1, 2001:db8::2, false, false",
    "pool.example, 192.0.2.1, false, false",
  })
  void knowsWhoseAHostIs(String home, String there, boolean within, boolean ofOneOwner) {
    assertThat(PoolHosts.isWithin(home, there)).isEqualTo(within);
    assertThat(PoolHosts.isOfOneOwner(home, there)).isEqualTo(ofOneOwner);
  }
}
