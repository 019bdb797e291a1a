package dev.adit.guard;

import static dev.adit.guard.Site.MINER;
import static dev.adit.guard.Terms.HOUR;
import static dev.adit.guard.Terms.MINUTE;
import static dev.adit.guard.Terms.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressBookTest {

  @Test
  void forgetsAnAddressWithItsLastEvent() {
    Site site = new Site(new Terms());
    Site.Caller miner = site.call(MINER);
    site.after(HOUR);
    site.tick();
    assertThat(site.guard.counts(site.now).remembered()).isEqualTo(1);
    miner.visit().end(site.now);
    site.tick();
    assertThat(site.guard.counts(site.now).remembered()).isZero();
  }

  @Test
  void isBoundedAndForgetsTheLeastRecentlySeenFirst() {
    Site site = new Site(new Terms(), 100);
    Site.Caller in = site.call("192.0.2.200");
    site.guard.ban(Site.ip("192.0.2.201"), HOUR, site.now);
    site.times(98, i -> site.knock("10.0.0." + i));
    site.knock("10.0.0.0");
    site.times(10, i -> site.knock("10.0.1." + i));
    assertThat(site.guard.counts(site.now).remembered()).isEqualTo(100);
    assertThat(site.guard.address(Site.ip("10.0.0.0"), site.now)).isPresent();
    assertThat(site.guard.address(Site.ip("10.0.0.1"), site.now)).isEmpty();
    assertThat(site.guard.address(Site.ip("10.0.0.10"), site.now)).isEmpty();
    assertThat(site.guard.address(Site.ip("10.0.0.11"), site.now)).isPresent();
    assertThat(site.knock("192.0.2.201")).isEqualTo(Refusal.BANNED);
    in.visit().onNoise(site.now);
    assertThat(site.view("192.0.2.200").failedRequests()).isEqualTo(1);
  }

  @Test
  void forgetsBansOfCapsFirstTheNearestLapseFirstAndThoseByHandLast() {
    Site site = new Site(new Terms().maxPerMinute(1).ban(MINUTE), 4);
    site.guard.ban(Site.ip("10.0.0.1"), SECOND, site.now);
    site.times(2, _ -> site.knock("10.0.0.2"));
    site.noise(site.call("10.0.0.3"), 6);
    site.after(SECOND / 2);
    site.times(2, _ -> site.knock("10.0.0.4"));
    List<String> gone = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Site.Caller fresh = site.call("10.0.1." + i);
      assertThat(fresh.isIn()).isTrue();
      for (int old = 1; old <= 4; old++) {
        boolean known = site.guard.address(Site.ip("10.0.0." + old), site.now).isPresent();
        if (!known && !gone.contains("10.0.0." + old)) {
          gone.add("10.0.0." + old);
        }
      }
    }
    assertThat(gone).containsExactly("10.0.0.2", "10.0.0.4", "10.0.0.3", "10.0.0.1");
  }

  @Test
  void holdsTheBoundAgainstAFloodFromEveryPrefix() {
    Site site = new Site(new Terms().maxPerIp(100).maxPerMinute(60));
    for (int i = 0; i < Guard.REMEMBERED + 100_000; i++) {
      site.knock("2001:db8:%x:%x::1".formatted(i >>> 16, i & 0xffff));
    }
    assertThat(site.guard.counts(site.now).remembered()).isEqualTo(Guard.REMEMBERED);
    for (int second = 0; second < 20; second++) {
      site.after(HOUR);
      site.tick();
    }
    assertThat(site.guard.counts(site.now).remembered()).isZero();
  }
}
