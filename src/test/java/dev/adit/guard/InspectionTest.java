package dev.adit.guard;

import static dev.adit.guard.Site.MINER;
import static dev.adit.guard.Site.OTHER;
import static dev.adit.guard.Terms.HOUR;
import static dev.adit.guard.Terms.MINUTE;
import static dev.adit.guard.Terms.MS;
import static dev.adit.guard.Terms.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class InspectionTest {
  private final Site site = new Site(new Terms().maxMiners(2).grace(MINUTE).deny(OTHER));

  @Test
  void showsTheAddress() {
    Site.Caller miner = site.call(MINER);
    miner.visit().onLogin(site.now);
    site.after(SECOND);
    site.times(4, _ -> miner.visit().onGoodShare(8, site.now));
    miner.visit().onFailedLogin(site.now);
    miner.visit().onNoise(site.now);
    miner.visit().onBadShare(site.now);
    site.after(SECOND / 2);
    AddressView view = site.view(MINER);
    assertThat(view.sinceLastConnectNanos()).hasValue(1500 * MS);
    assertThat(view.workers()).isEqualTo(1);
    assertThat(view.okShares()).isEqualTo(4);
    assertThat(view.okLogins()).isEqualTo(1);
    assertThat(view.failedLogin()).isEqualTo(1);
    assertThat(view.failedRequests()).isEqualTo(2);
    assertThat(view.value()).isCloseTo(32, offset(0.01));
    assertThat(site.guard.addresses(site.now)).containsExactly(view);
  }

  @Test
  void explainsABan() {
    Site.Caller noisy = site.call(MINER);
    noisy.visit().onLogin(site.now);
    site.after(SECOND);
    site.noise(noisy, 7);
    site.after(SECOND);
    Explanation why = site.explain(MINER);
    assertThat(why.bad()).isEqualTo(7);
    assertThat(why.good()).isEqualTo(1);
    assertThat(why.limit()).isEqualTo(5);
    assertThat(why.events()).hasSize(8);
    assertThat(why.events().getFirst())
        .isEqualTo(new Explanation.Event(EventKind.OK_LOGIN, 2 * SECOND));
    assertThat(why.ban())
        .isEqualTo(new Ban(AddressKey.of(Site.ip(MINER)), BanReason.POINTS, HOUR - SECOND));
    assertThat(why.outlook()).isEqualTo(Refusal.BANNED);
  }

  @Test
  void foretellsWhatWouldBecomeOfAStranger() {
    assertThat(site.explain(MINER).outlook()).isEqualTo(Welcome.FREE);
    assertThat(site.explain(OTHER).outlook()).isEqualTo(Refusal.DENIED);
    site.call("192.0.2.1");
    site.call("192.0.2.2");
    assertThat(site.explain(MINER).outlook()).isEqualTo(Refusal.FULL);
    site.after(MINUTE);
    assertThat(site.explain(MINER).outlook()).isEqualTo(Welcome.BY_EVICTION);
    assertThat(site.call(MINER).isIn()).isTrue();
    site.guard.settings(new Terms().allow(MINER).settings(), site.now);
    assertThat(site.explain(MINER).outlook()).isEqualTo(Welcome.ALLOWED);
    assertThat(site.guard.address(Site.ip("192.0.2.99"), site.now)).isEmpty();
  }

  @Test
  void countsTheBannedAsTheyComeAndGo() {
    Site small = new Site(new Terms().maxPerIp(1), 3);
    small.guard.ban(Site.ip("192.0.2.1"), MINUTE, small.now);
    small.guard.ban(Site.ip("192.0.2.1"), 2 * MINUTE, small.now);
    small.times(2, _ -> small.call("192.0.2.2"));
    small.noise(small.call("192.0.2.3"), 6);
    assertThat(small.guard.counts(small.now).banned()).isEqualTo(3);
    small.guard.unban(Site.ip("192.0.2.3"), small.now);
    small.times(2, _ -> small.guard.unban(Site.ip("192.0.2.3"), small.now));
    assertThat(small.guard.counts(small.now).banned()).isEqualTo(2);
    small.after(2 * MINUTE);
    small.tick();
    assertThat(small.guard.counts(small.now).banned()).isEqualTo(1);
    small.times(9, i -> small.guard.ban(Site.ip("198.51.100." + i), HOUR, small.now));
    assertThat(small.guard.counts(small.now).banned())
        .as("of three that are remembered")
        .isEqualTo(small.guard.bans(small.now).size())
        .isBetween(2, 3);
  }

  @Test
  void countsWhatItDid() {
    site.noise(site.call(MINER), 6);
    site.knock(MINER);
    site.knock(OTHER);
    GuardCounts counts = site.guard.counts(site.now);
    assertThat(counts.done().refused())
        .containsEntry(Refusal.BANNED, 1L)
        .containsEntry(Refusal.DENIED, 1L)
        .containsEntry(Refusal.FULL, 0L);
    assertThat(counts.done().banned()).containsEntry(BanReason.POINTS, 1L);
    assertThat(counts.done().closed()).containsEntry(Eviction.BANNED, 1L);
    assertThat(counts.banned()).isEqualTo(1);
    assertThat(counts.remembered()).isEqualTo(1);
    assertThat(counts.open()).isZero();
  }
}
