package dev.adit.guard;

import static dev.adit.guard.Site.MINER;
import static dev.adit.guard.Site.OTHER;
import static dev.adit.guard.Terms.HOUR;
import static dev.adit.guard.Terms.MINUTE;
import static dev.adit.guard.Terms.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.guard.Admission.Refused;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GuardTest {

  /// The clock was wrong when it was kept, or is now.
  @Test
  void restoresNoBanForLongerThanItCouldHaveBeen() {
    Site site = new Site(new Terms());
    long years = 10_000L * Terms.HOUR;
    site.guard.restore(
        List.of(
            new Ban(AddressKey.of(Site.ip(MINER), 64), BanReason.PER_IP, years),
            new Ban(AddressKey.of(Site.ip(OTHER), 64), BanReason.POINTS, years)),
        site.now);
    assertThat(site.guard.bans(site.now))
        .extracting(Ban::remainingNanos)
        .containsExactlyInAnyOrder(5 * Terms.MINUTE, Terms.HOUR);
  }

  @Nested
  class WhereALoginIsOverdue {
    @Test
    void closesTheConnectionAndCountsAFailedLogin() {
      Site site = new Site(new Terms());
      Site.Caller silent = site.call(MINER);
      silent.visit().onLoginOverdue(site.now);
      assertThat(silent.closed).isEqualTo(Eviction.NO_LOGIN);
      assertThat(site.guard.address(Site.ip(MINER), site.now).orElseThrow().failedLogin())
          .isEqualTo(1);
      assertThat(site.guard.counts(site.now).open()).isZero();
    }

    @Test
    void isPatientWithThoseWhoAreAlwaysLetIn() {
      Site site = new Site(new Terms().allow("192.0.2.7"));
      Site.Caller silent = site.call(MINER);
      silent.visit().onLoginOverdue(site.now);
      assertThat(silent.isIn()).isTrue();
    }

    @Test
    void closesNobodyInADryRunAndCountsWhatItWould() {
      Site site = new Site(new Terms().dryRun());
      Site.Caller silent = site.call(MINER);
      silent.visit().onLoginOverdue(site.now);
      assertThat(silent.isIn()).isTrue();
      assertThat(site.guard.counts(site.now).would().closed()).containsEntry(Eviction.NO_LOGIN, 1L);
    }

    @Test
    void closesNobodyWhereItIsOff() {
      Site site = new Site(new Terms().off());
      Site.Caller silent = site.call(MINER);
      silent.visit().onLoginOverdue(site.now);
      assertThat(silent.isIn()).isTrue();
    }
  }

  @Nested
  class ByPoints {
    private final Site site = new Site(new Terms());

    @Test
    void bansAtTheSixthBadEventAndClosesAllOfTheAddress() {
      Site.Caller noisy = site.call(MINER);
      Site.Caller silent = site.call(MINER);
      Site.Caller other = site.call(OTHER);
      site.noise(noisy, 3);
      noisy.visit().onFailedLogin(site.now);
      silent.visit().onBadShare(site.now);
      assertThat(noisy.isIn()).isTrue();
      silent.visit().onBadShare(site.now);
      assertThat(noisy.closed).isEqualTo(Eviction.BANNED);
      assertThat(silent.closed).isEqualTo(Eviction.BANNED);
      assertThat(other.isIn()).isTrue();
      assertThat(site.guard.counts(site.now).open()).isEqualTo(1);
      assertThat(site.door.open()).isEqualTo(1);
      assertThat(site.news).containsExactly("banned 192.0.2.7 points");
    }

    @Test
    @DisplayName("T39 one address with 1000 good miners and a noisy one is not banned")
    void neverBansAFarmForOneOfItsMiners() {
      List<Site.Caller> farm = new ArrayList<>();
      site.times(1000, _ -> farm.add(site.call(MINER)));
      farm.forEach(miner -> miner.visit().onLogin(site.now));
      Site.Caller noisy = site.call(MINER);
      for (int minute = 0; minute < 120; minute++) {
        farm.forEach(miner -> miner.visit().onGoodShare(100, site.now));
        site.noise(noisy, 60);
        site.after(MINUTE);
        site.tick();
      }
      assertThat(farm).allMatch(Site.Caller::isIn);
      assertThat(noisy.isIn()).isTrue();
      assertThat(site.news).isEmpty();
    }

    @Test
    @DisplayName("T39 one with only noise is, for exactly the window")
    void bansForExactlyTheWindow() {
      Site.Caller noisy = site.call(MINER);
      site.noise(noisy, 6);
      assertThat(site.call(MINER).answer).isEqualTo(new Refused(Refusal.BANNED, site.now + HOUR));
      site.after(HOUR - 1);
      site.tick();
      assertThat(site.knock(MINER)).isEqualTo(Refusal.BANNED);
      site.after(1);
      assertThat(site.knock(MINER)).isNull();
      site.tick();
      assertThat(site.news).containsExactly("banned 192.0.2.7 points", "lifted 192.0.2.7 points");
    }

    @Test
    void countsOneLoginForEachConnection() {
      Site.Caller miner = site.call(MINER);
      site.times(9, _ -> miner.visit().onLogin(site.now));
      site.noise(miner, 6);
      assertThat(miner.isIn()).isTrue();
      assertThat(site.view(MINER).okLogins()).isEqualTo(1);
      site.noise(miner, 1);
      assertThat(miner.isIn()).isFalse();
    }

    @Test
    void hearsLateWhatWasDoneByWhoHasLeft() {
      Site.Caller worker = site.call(MINER);
      site.after(Terms.SECOND);
      worker.visit().end(site.now);
      worker.visit().onLogin(site.now - Terms.SECOND);
      worker.visit().onGoodShare(8, site.now - Terms.SECOND);
      assertThat(site.view(MINER).okLogins()).isEqualTo(1);
      assertThat(site.view(MINER).okShares()).isEqualTo(1);
      assertThat(site.view(MINER).value()).isPositive();
      Site.Caller noisy = site.call(OTHER);
      Site.Caller beside = site.call(OTHER);
      noisy.visit().end(site.now);
      site.noise(noisy, 6);
      assertThat(beside.closed).isEqualTo(Eviction.BANNED);
      assertThat(site.guard.counts(site.now).open()).isZero();
    }

    @Test
    void hearsNothingMoreFromWhomItEnded() {
      Site.Caller noisy = site.call(MINER);
      site.noise(noisy, 60);
      noisy.visit().onGoodShare(1, site.now);
      noisy.visit().onLogin(site.now);
      noisy.visit().end(site.now);
      noisy.visit().end(site.now);
      AddressView view = site.view(MINER);
      assertThat(view.failedRequests()).isEqualTo(6);
      assertThat(view.okShares() + view.okLogins()).isZero();
      assertThat(site.guard.counts(site.now).open()).isZero();
      assertThat(site.door.open()).isZero();
    }

    @Test
    void noticesThatTimeAloneTookAwayWhatMadeUpForNoise() {
      Site.Caller miner = site.call(MINER);
      miner.visit().onGoodShare(1, site.now);
      site.after(SECOND);
      site.noise(miner, 10);
      site.after(HOUR - SECOND);
      assertThat(site.knock(MINER)).isEqualTo(Refusal.BANNED);
      assertThat(miner.isIn()).isTrue();
      site.tick();
      assertThat(miner.closed).isEqualTo(Eviction.BANNED);
    }

    @Test
    void countsIpv6ByPrefix() {
      site.noise(site.call("2001:db8:0:1::1"), 6);
      assertThat(site.knock("2001:db8:0:1:ffff::2")).isEqualTo(Refusal.BANNED);
      assertThat(site.knock("2001:db8:0:2::1")).isNull();
    }
  }

  @Nested
  class ByHand {
    private final Site site = new Site(new Terms());

    @Test
    void bansForATimeAndCloses() {
      Site.Caller miner = site.call(MINER);
      site.guard.ban(Site.ip(MINER), MINUTE, site.now);
      assertThat(miner.closed).isEqualTo(Eviction.BANNED);
      assertThat(site.knock(MINER)).isEqualTo(Refusal.BANNED);
      site.after(MINUTE);
      assertThat(site.knock(MINER)).isNull();
      site.tick();
      assertThat(site.news).containsExactly("banned 192.0.2.7 hand", "lifted 192.0.2.7 hand");
    }

    @Test
    void bansForEverAStrangerToo() {
      site.guard.ban(Site.ip(MINER), Ban.FOREVER, site.now);
      site.after(10_000 * HOUR);
      site.tick();
      assertThat(site.call(MINER).answer).isEqualTo(new Refused(Refusal.BANNED, Ban.FOREVER));
      assertThat(site.guard.bans(site.now)).hasSize(1);
    }

    @Test
    void liftsABanByPointsWithTheBadEventsOnly() {
      Site.Caller noisy = site.call(MINER);
      noisy.visit().onLogin(site.now);
      site.noise(noisy, 9);
      assertThat(site.guard.unban(Site.ip(MINER), site.now)).isTrue();
      assertThat(site.knock(MINER)).isNull();
      assertThat(site.view(MINER).failedRequests()).isZero();
      assertThat(site.view(MINER).okLogins()).isEqualTo(1);
      assertThat(site.news).endsWith("lifted 192.0.2.7 points");
    }

    @Test
    void liftsABanForACap() {
      Site capped = new Site(new Terms().maxPerMinute(1));
      capped.times(2, _ -> capped.knock(MINER));
      assertThat(capped.guard.unban(Site.ip(MINER), capped.now)).isTrue();
      assertThat(capped.knock(MINER)).isNull();
    }

    @Test
    void saysThatNothingIsKnownOfAStranger() {
      assertThat(site.guard.unban(Site.ip(MINER), site.now)).isFalse();
    }

    @Test
    void holdsWhatPointsWouldHaveEnded() {
      site.noise(site.call(MINER), 6);
      site.guard.ban(Site.ip(MINER), 2 * HOUR, site.now);
      assertThat(site.guard.bans(site.now))
          .containsExactly(new Ban(AddressKey.of(Site.ip(MINER)), BanReason.HAND, 2 * HOUR));
      site.guard.ban(Site.ip(MINER), MINUTE, site.now);
      assertThat(site.guard.bans(site.now))
          .containsExactly(new Ban(AddressKey.of(Site.ip(MINER)), BanReason.HAND, HOUR));
    }
  }

  @Nested
  class OverARestart {

    @Test
    void keepsEveryKindOfBan() {
      Site before = new Site(new Terms().maxPerIp(1));
      before.noise(before.call(MINER), 6);
      before.times(2, _ -> before.call(OTHER));
      before.guard.ban(Site.ip("2001:db8::1"), Ban.FOREVER, before.now);
      before.after(MINUTE);
      Site after = new Site(new Terms());
      after.guard.restore(before.guard.bans(before.now), after.now);
      assertThat(after.knock(MINER)).isEqualTo(Refusal.BANNED);
      assertThat(after.knock(OTHER)).isEqualTo(Refusal.BANNED);
      assertThat(after.knock("2001:db8::2")).isEqualTo(Refusal.BANNED);
      after.after(4 * MINUTE);
      assertThat(after.knock(OTHER)).isNull();
      after.after(55 * MINUTE - 1);
      assertThat(after.knock(MINER)).isEqualTo(Refusal.BANNED);
      after.after(1);
      assertThat(after.knock(MINER)).isNull();
      assertThat(after.news).isEmpty();
    }

    @Test
    void keepsABanOfAnotherIpv6PrefixForWhomItWasMade() {
      Site before = new Site(new Terms().ipv6Prefix(64));
      before.guard.ban(Site.ip("2001:db8:0:1::1"), HOUR, before.now);
      for (int prefix : new int[] {56, 128}) {
        Site after = new Site(new Terms().ipv6Prefix(prefix));
        after.guard.restore(before.guard.bans(before.now), after.now);
        assertThat(after.knock("2001:db8:0:1::2")).isEqualTo(Refusal.BANNED);
        assertThat(after.view("2001:db8:0:1::2").banned()).isTrue();
        assertThat(after.knock("2001:db8:0:2::2")).isNull();
        assertThat(after.guard.unban(Site.ip("2001:db8:0:1::2"), after.now)).isTrue();
        assertThat(after.knock("2001:db8:0:1::2")).isNull();
      }
    }

    @Test
    void forgetsWhatLapsedMeanwhile() {
      Site after = new Site(new Terms());
      after.guard.restore(
          List.of(new Ban(AddressKey.of(Site.ip(MINER)), BanReason.HAND, 0)), after.now);
      assertThat(after.guard.counts(after.now).remembered()).isZero();
    }
  }

  @Nested
  class OverAReload {
    private final Site site = new Site(new Terms());

    @Test
    void closesTheNewlyDeniedAndNobodyElse() {
      Site.Caller denied = site.call("203.0.113.1");
      Site.Caller allowed = site.call("203.0.113.2");
      Site.Caller other = site.call(MINER);
      site.guard.settings(
          new Terms().deny("203.0.113.0/24").allow("203.0.113.2").settings(), site.now);
      assertThat(denied.closed).isEqualTo(Eviction.DENIED);
      assertThat(List.of(allowed, other)).allMatch(Site.Caller::isIn);
      assertThat(site.guard.counts(site.now).done().closed()).containsEntry(Eviction.DENIED, 1L);
      assertThat(site.door.open()).isEqualTo(2);
    }

    @Test
    void bansWhoIsNoLongerAllowed() {
      site.guard.settings(new Terms().allow(MINER).settings(), site.now);
      Site.Caller miner = site.call(MINER);
      site.noise(miner, 6);
      assertThat(miner.isIn()).isTrue();
      site.guard.settings(new Terms().settings(), site.now);
      assertThat(miner.closed).isEqualTo(Eviction.BANNED);
    }

    @Test
    void sparesWhoIsNewlyAllowed() {
      Site.Caller miner = site.call(MINER);
      site.guard.settings(new Terms().allow(MINER).settings(), site.now);
      site.noise(miner, 6);
      assertThat(miner.isIn()).isTrue();
    }

    @Test
    void keepsWhatWasCounted() {
      site.noise(site.call(MINER), 3);
      site.guard.settings(new Terms().points(2, 5).settings(), site.now);
      assertThat(site.view(MINER).failedRequests()).isEqualTo(3);
      assertThat(site.knock(MINER)).isEqualTo(Refusal.BANNED);
    }

    @Test
    void aBanByHandClosesWhatIsCountedByAFormerIpv6Prefix() {
      Site.Caller neighbour = site.call("2001:db8:0:1::2");
      Site.Caller miner = site.call("2001:db8:0:1::1");
      Site.Caller other = site.call("2001:db8:1::1");
      site.guard.settings(new Terms().ipv6Prefix(128).settings(), site.now);
      site.guard.ban(Site.ip("2001:db8:0:1::1"), HOUR, site.now);
      assertThat(miner.closed).isEqualTo(Eviction.BANNED);
      assertThat(neighbour.isIn()).isTrue();
      site.guard.settings(new Terms().ipv6Prefix(48).settings(), site.now);
      site.guard.ban(Site.ip("2001:db8:0:7::1"), HOUR, site.now);
      assertThat(neighbour.closed).isEqualTo(Eviction.BANNED);
      assertThat(other.isIn()).isTrue();
      assertThat(site.guard.counts(site.now).done().closed()).containsEntry(Eviction.BANNED, 2L);
      assertThat(site.guard.counts(site.now).open()).isEqualTo(1);
    }

    @Test
    void keepsBansWhenTheIpv6PrefixChanges() {
      Site.Caller in = site.call("2001:db8:0:9::1");
      site.noise(site.call("2001:db8:0:1::1"), 6);
      site.guard.settings(new Terms().ipv6Prefix(48).settings(), site.now);
      assertThat(site.knock("2001:db8:0:1::7")).isEqualTo(Refusal.BANNED);
      assertThat(site.knock("2001:db8:0:2::7")).isNull();
      in.visit().end(site.now);
      assertThat(site.guard.counts(site.now).open()).isZero();
    }
  }
}
