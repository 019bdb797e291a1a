package dev.adit.guard;

import static dev.adit.guard.Site.MINER;
import static dev.adit.guard.Site.OTHER;
import static dev.adit.guard.Terms.MINUTE;
import static dev.adit.guard.Terms.MS;
import static dev.adit.guard.Terms.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.guard.Admission.Refused;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReceptionTest {

  @Nested
  class ByPace {
    private final Site site = new Site(new Terms().connectInterval(1000 * MS));

    /// `mwc-stratum` §4, attempts numbered from 0. The newest ten are kept, so the hundredth finds
    /// the first ones gone, and it begins anew.
    @Test
    void letsInTheFirstThreeThenEveryTenthOfThoseThatComeTenTimesTooFast() {
      List<Integer> in = new ArrayList<>();
      for (int attempt = 0; attempt <= 140; attempt++) {
        if (site.knock(MINER) == null) {
          in.add(attempt);
        }
        site.after(100 * MS);
      }
      assertThat(in).containsExactly(0, 1, 2, 30, 40, 50, 60, 70, 80, 90, 100, 101, 102, 130, 140);
    }

    @Test
    void letsInWhoKeepsToIt() {
      for (int attempt = 0; attempt < 30; attempt++) {
        assertThat(site.knock(MINER)).isNull();
        site.after(attempt < 2 ? 1500 * MS : 1000 * MS);
      }
    }

    @Test
    void refusesWithoutABanAndWithoutClosing() {
      List<Site.Caller> callers = new ArrayList<>();
      site.times(4, _ -> callers.add(site.call(MINER)));
      assertThat(callers.getLast().refusal()).isEqualTo(Refusal.PACE);
      assertThat(callers.subList(0, 3)).allMatch(Site.Caller::isIn);
      assertThat(site.guard.bans(site.now)).isEmpty();
      assertThat(site.view(MINER).workers()).isEqualTo(3);
    }

    @Test
    void doesNotMixUpAddresses() {
      site.times(4, _ -> site.knock(MINER));
      assertThat(site.knock(OTHER)).isNull();
    }

    @Test
    void forgetsConnectionsWithHistory() {
      Site short_ = new Site(new Terms().connectInterval(MINUTE).history(SECOND));
      short_.times(3, _ -> short_.knock(MINER));
      assertThat(short_.knock(MINER)).isEqualTo(Refusal.PACE);
      short_.after(SECOND);
      assertThat(short_.knock(MINER)).isNull();
    }
  }

  @Nested
  class ByConnectionsPerAddress {
    private final Site site = new Site(new Terms().maxPerIp(2).ban(MINUTE));

    @Test
    void refusesOneTooManyAndBansForItWithoutClosing() {
      Site.Caller first = site.call(MINER);
      Site.Caller second = site.call(MINER);
      Site.Caller third = site.call(MINER);
      assertThat(third.answer).isEqualTo(new Refused(Refusal.PER_IP, site.now + MINUTE));
      site.tick();
      assertThat(first.isIn()).isTrue();
      second.visit().end(site.now);
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.BANNED);
      assertThat(site.call(OTHER).isIn()).isTrue();
      assertThat(site.news).containsExactly("banned 192.0.2.7 per_ip");
    }

    @Test
    void letsInAgainAtTheEndOfTheBanWhichAttemptsDoNotProlong() {
      Site.Caller first = site.call(MINER);
      site.times(2, _ -> site.call(MINER));
      first.visit().end(site.now);
      site.after(MINUTE - 1);
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.BANNED);
      site.after(1);
      assertThat(site.call(MINER).isIn()).isTrue();
    }
  }

  @Nested
  class ByConnectionsPerMinute {
    private final Site site = new Site(new Terms().maxPerMinute(60).ban(5 * MINUTE));

    @Test
    void bansTheSixtyFirstWithinTheMinute() {
      site.times(
          60,
          i -> {
            assertThat(site.knock(MINER)).isNull();
            site.after(i == 59 ? 0 : SECOND);
          });
      site.after(SECOND - 1);
      Site.Caller oneTooMany = site.call(MINER);
      assertThat(oneTooMany.answer)
          .isEqualTo(new Refused(Refusal.PER_MINUTE, site.now + 5 * MINUTE));
      assertThat(site.knock(MINER)).isEqualTo(Refusal.BANNED);
    }

    @Test
    void letsInSixtyInEveryMinute() {
      site.times(
          600,
          _ -> {
            assertThat(site.knock(MINER)).isNull();
            site.after(SECOND);
          });
    }

    @Test
    void findsASteadyRateThatIsAFifthTooHigh() {
      int let = 0;
      while (site.knock(MINER) == null && let < 1000) {
        let++;
        site.after(SECOND * 5 / 6);
      }
      assertThat(let).isBetween(60, 72);
    }
  }

  /// The machines of a farm share an address, and after a power cut they come at once.
  @Nested
  class ByCapsThoughItWorks {
    private final Site site = new Site(new Terms().maxPerMinute(60).maxPerIp(100));

    @Test
    void liftsTheBanOfAFarmWithItsFirstShareAndLetsTheRestInWithinAMinute() {
      List<Site.Caller> farm = new ArrayList<>();
      site.times(61, _ -> farm.add(site.call(MINER)));
      assertThat(farm.getLast().refusal()).isEqualTo(Refusal.PER_MINUTE);
      farm.getFirst().visit().onLogin(site.now);
      assertThat(site.knock(MINER)).isEqualTo(Refusal.BANNED);
      farm.getFirst().visit().onGoodShare(1, site.now);
      farm.getFirst().visit().onGoodShare(1, site.now);
      assertThat(site.guard.bans(site.now)).isEmpty();
      assertThat(site.call(MINER).answer).isEqualTo(new Refused(Refusal.PER_MINUTE, Ban.FOREVER));
      site.after(MINUTE);
      site.times(30, _ -> assertThat(site.call(MINER).isIn()).isTrue());
      assertThat(site.news)
          .containsExactly("banned 192.0.2.7 per_minute", "lifted 192.0.2.7 per_minute");
      assertThat(site.guard.counts(site.now).done().refused())
          .containsEntry(Refusal.PER_MINUTE, 2L)
          .containsEntry(Refusal.BANNED, 1L);
    }

    @Test
    void refusesTheProvenOneTooManyWithoutABan() {
      site.call(MINER).visit().onGoodShare(1, site.now);
      site.times(59, _ -> site.call(MINER));
      assertThat(site.knock(MINER)).isEqualTo(Refusal.PER_MINUTE);
      site.after(MINUTE);
      site.times(40, _ -> site.call(MINER));
      assertThat(site.knock(MINER)).isEqualTo(Refusal.PER_IP);
      assertThat(site.news).isEmpty();
      assertThat(site.guard.counts(site.now).done().banned().values()).containsOnly(0L);
    }

    @Test
    void takesItForAStrangerAgainOnceItsSharesAreForgotten() {
      site.call(MINER).visit().onGoodShare(1, site.now);
      site.after(Terms.HOUR);
      site.times(61, _ -> site.knock(MINER));
      assertThat(site.news).containsExactly("banned 192.0.2.7 per_minute");
    }

    @Test
    void liftsNoBanByHandAndNoneOfAnother() {
      Site lists = new Site(new Terms().maxPerIp(1).allow("2001:db8::1"));
      Site.Caller friend = lists.call("2001:db8::1");
      lists.guard.ban(Site.ip("2001:db8::1"), Terms.HOUR, lists.now);
      lists.times(2, _ -> lists.call(OTHER));
      friend.visit().onGoodShare(1, lists.now);
      assertThat(lists.knock("2001:db8::2")).isEqualTo(Refusal.BANNED);
      assertThat(lists.knock(OTHER)).isEqualTo(Refusal.BANNED);
    }
  }

  @Nested
  class ByLists {
    private final Site site =
        new Site(
            new Terms()
                .maxPerIp(1)
                .maxPerMinute(1)
                .connectInterval(MINUTE)
                .points(0, 5)
                .deny("203.0.113.0/24", "2001:db8:bad::/48")
                .allow("203.0.113.9", "192.0.2.0/30"));

    @Test
    void refusesTheDenied() {
      assertThat(site.call("203.0.113.1").answer)
          .isEqualTo(new Refused(Refusal.DENIED, Ban.FOREVER));
      assertThat(site.call("::ffff:203.0.113.1").refusal()).isEqualTo(Refusal.DENIED);
      assertThat(site.call("2001:db8:bad:1::1").refusal()).isEqualTo(Refusal.DENIED);
      assertThat(site.guard.counts(site.now).remembered()).isZero();
    }

    @Test
    void letsInWhomAllowNamesThoughDenyDoesToo() {
      assertThat(site.call("203.0.113.9").isIn()).isTrue();
    }

    @Test
    void neverLimitsNorBansTheAllowedButCountsThem() {
      List<Site.Caller> callers = new ArrayList<>();
      site.times(20, _ -> callers.add(site.call("192.0.2.1")));
      site.noise(callers.getFirst(), 20);
      site.tick();
      assertThat(callers).allMatch(Site.Caller::isIn);
      AddressView view = site.view("192.0.2.1");
      assertThat(view.failedRequests()).isEqualTo(20);
      assertThat(view.workers()).isEqualTo(20);
      assertThat(view.allowed()).isTrue();
      assertThat(view.banned()).isFalse();
      assertThat(site.guard.bans(site.now)).isEmpty();
      assertThat(site.news).isEmpty();
    }
  }

  @Nested
  class InOrder {

    @Test
    void namesTheBanBeforeThePaceAndThePaceBeforeTheCaps() {
      Site site =
          new Site(new Terms().connectInterval(SECOND).maxPerIp(3).maxPerMinute(3).ban(MINUTE));
      site.times(3, _ -> site.call(MINER));
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.PACE);
      site.after(4 * SECOND);
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.PER_IP);
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.BANNED);
    }

    @Test
    void evictsNobodyForWhoMayNotComeIn() {
      Site site = new Site(new Terms().maxMiners(2).maxPerIp(1).grace(0));
      Site.Caller idle = site.call(OTHER);
      site.call(MINER).visit().onGoodShare(1, site.now);
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.PER_IP);
      assertThat(idle.isIn()).isTrue();
    }
  }

  @Nested
  class Off {
    private final Site site =
        new Site(new Terms().off().maxMiners(1).maxPerIp(1).points(0, 5).deny(MINER).allow(OTHER));

    @Test
    void letsEverybodyInAndStillCounts() {
      site.guard.ban(Site.ip(MINER), Ban.FOREVER, site.now);
      Site.Caller first = site.call(MINER);
      assertThat(site.call(MINER).isIn()).isTrue();
      site.noise(first, 9);
      assertThat(first.isIn()).isTrue();
      assertThat(site.view(MINER).failedRequests()).isEqualTo(9);
      assertThat(site.explain(MINER).outlook()).isEqualTo(Welcome.OFF);
    }

    @Test
    void keepsTheDoorsOwnCap() {
      Door small = new Door("small", 1);
      assertThat(site.call(MINER, small).isIn()).isTrue();
      assertThat(site.call(OTHER, small).refusal()).isEqualTo(Refusal.FULL);
      assertThat(small.open()).isEqualTo(1);
    }
  }
}
