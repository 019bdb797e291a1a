package dev.adit.guard;

import static dev.adit.guard.Site.MINER;
import static dev.adit.guard.Site.OTHER;
import static dev.adit.guard.Terms.HOUR;
import static dev.adit.guard.Terms.MINUTE;
import static dev.adit.guard.Terms.MS;
import static dev.adit.guard.Terms.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VictimsTest {

  /// Works so much, and hangs up: an address that is known to be worth it.
  private static void prove(Site site, String address, double difficulty) {
    Site.Caller caller = site.call(address);
    caller.visit().onGoodShare(difficulty, site.now);
    caller.visit().end(site.now);
  }

  private static Site.Caller worker(Site site, String address, double difficulty) {
    Site.Caller caller = site.call(address);
    caller.visit().onGoodShare(difficulty, site.now);
    return caller;
  }

  @Nested
  class ForAnUnprovenNewcomer {
    private final Site site = new Site(new Terms().maxMiners(2).grace(MINUTE));

    @Test
    void goWhoAreIdleAndPastGrace() {
      Site.Caller idle = site.call("192.0.2.1");
      site.after(SECOND);
      Site.Caller younger = site.call("192.0.2.2");
      site.after(MINUTE - SECOND - 1);
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.FULL);
      site.after(SECOND + 1);
      assertThat(site.call(MINER).isIn()).isTrue();
      assertThat(idle.closed).isEqualTo(Eviction.EVICTED);
      assertThat(younger.isIn()).isTrue();
      assertThat(site.guard.bans(site.now)).isEmpty();
      assertThat(site.guard.counts(site.now).open()).isEqualTo(2);
    }

    @Test
    void neverGoWhoHaveWorked() {
      worker(site, "192.0.2.1", 1);
      worker(site, "192.0.2.2", 0.001);
      site.after(2 * MINUTE);
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.FULL);
    }

    @Test
    void goWhoseWorkIsForgotten() {
      Site.Caller once = worker(site, "192.0.2.1", 1);
      worker(site, "192.0.2.2", 1);
      site.after(HOUR);
      assertThat(site.call(MINER).isIn()).isTrue();
      assertThat(once.closed).isEqualTo(Eviction.EVICTED);
    }

    @Test
    void areLookedForOnceASecondAtMost() {
      site.call("192.0.2.1");
      site.call("192.0.2.2");
      site.after(MINUTE - 1);
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.FULL);
      site.after(SECOND - 1);
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.FULL);
      site.after(1);
      assertThat(site.call(MINER).isIn()).isTrue();
    }

    @Test
    void areGoneAtOnceAndCountedOnce() {
      Site.Caller idle = site.call("192.0.2.1");
      site.call("192.0.2.2");
      site.after(MINUTE);
      site.call(MINER);
      assertThat(site.view("192.0.2.1").workers()).isZero();
      idle.visit().end(site.now);
      assertThat(site.guard.counts(site.now).open()).isEqualTo(2);
      assertThat(site.door.open()).isEqualTo(2);
    }

    @Test
    void areNotTheAllowed() {
      Site listed = new Site(new Terms().maxMiners(1).grace(0).allow(OTHER));
      listed.call(OTHER);
      assertThat(listed.call(MINER).refusal()).isEqualTo(Refusal.FULL);
    }
  }

  @Nested
  class ForAProvenNewcomer {
    private final Site site = new Site(new Terms().maxMiners(3).grace(MINUTE));

    @Test
    void goTheLeastValuableFirst() {
      prove(site, MINER, 10);
      Site.Caller eight = worker(site, "192.0.2.1", 8);
      Site.Caller five = worker(site, "192.0.2.2", 5);
      Site.Caller twelve = worker(site, "192.0.2.3", 12);
      site.after(2 * MINUTE);
      assertThat(site.call(MINER).isIn()).isTrue();
      assertThat(five.closed).isEqualTo(Eviction.EVICTED);
      assertThat(List.of(eight, twelve)).allMatch(Site.Caller::isIn);
    }

    @Test
    void goTheIdleEvenWithinGrace() {
      prove(site, MINER, 0.001);
      Site.Caller fresh = site.call("192.0.2.1");
      worker(site, "192.0.2.2", 5);
      worker(site, "192.0.2.3", 5);
      assertThat(site.call(MINER).isIn()).isTrue();
      assertThat(fresh.closed).isEqualTo(Eviction.EVICTED);
    }

    @Test
    void stayWhoAreWorthAsMuchOrMore() {
      prove(site, MINER, 10);
      worker(site, "192.0.2.1", 10);
      worker(site, "192.0.2.2", 10);
      worker(site, "192.0.2.3", 11);
      site.after(2 * MINUTE);
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.FULL);
    }

    @Test
    void stayWhoHaveWorkedAndAreWithinGrace() {
      prove(site, MINER, 10);
      site.times(3, i -> worker(site, "192.0.2." + i, 1));
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.FULL);
    }

    @Test
    void goFromTheAddressWithMostConnectionsAmongEquals() {
      prove(site, MINER, 10);
      Site.Caller alone = site.call("192.0.2.1");
      site.after(SECOND);
      List<Site.Caller> pair = List.of(site.call("192.0.2.2"), site.call("192.0.2.2"));
      assertThat(site.call(MINER).isIn()).isTrue();
      assertThat(alone.isIn()).isTrue();
      assertThat(pair).filteredOn(Site.Caller::isIn).hasSize(1);
    }

    @Test
    void areTheConnectionThatDidLeastOfItsAddress() {
      prove(site, MINER, 10);
      Site.Caller busy = worker(site, "192.0.2.1", 1);
      Site.Caller lazy = worker(site, "192.0.2.1", 0.1);
      Site.Caller quick = worker(site, "192.0.2.1", 2);
      site.after(2 * MINUTE);
      assertThat(site.call(MINER).isIn()).isTrue();
      assertThat(lazy.closed).isEqualTo(Eviction.EVICTED);
      assertThat(List.of(busy, quick)).allMatch(Site.Caller::isIn);
    }

    @Test
    void countTheNewcomerAmongTheConnectionsOfItsAddress() {
      worker(site, MINER, 10);
      worker(site, "192.0.2.1", 6);
      worker(site, "192.0.2.2", 6);
      site.after(2 * MINUTE);
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.FULL);
    }

    @Test
    void areLookedAtAgainWhenTheirTurnComes() {
      prove(site, MINER, 10);
      prove(site, OTHER, 10);
      Site.Caller first = site.call("192.0.2.1");
      site.after(MS);
      Site.Caller second = site.call("192.0.2.2");
      site.after(MS);
      Site.Caller third = site.call("192.0.2.3");
      site.after(2 * MINUTE);
      assertThat(site.call(MINER).isIn()).isTrue();
      assertThat(first.isIn()).isFalse();
      second.visit().onGoodShare(5, site.now);
      assertThat(site.call(OTHER).isIn()).isTrue();
      assertThat(second.isIn()).isTrue();
      assertThat(third.closed).isEqualTo(Eviction.EVICTED);
    }

    @Test
    void areLookedForAgainSoonButNotAtOnce() {
      prove(site, MINER, 10);
      List<Site.Caller> workers = new ArrayList<>();
      site.times(3, i -> workers.add(worker(site, "192.0.2." + i, 20)));
      site.after(2 * MINUTE);
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.FULL);
      workers.getFirst().visit().end(site.now);
      Site.Caller idle = site.call("192.0.2.9");
      assertThat(site.call(MINER).refusal()).isEqualTo(Refusal.FULL);
      site.after(100 * MS);
      assertThat(site.call(MINER).isIn()).isTrue();
      assertThat(idle.closed).isEqualTo(Eviction.EVICTED);
    }
  }

  @Nested
  class ForTheAllowed {
    private final Site site = new Site(new Terms().maxMiners(1).grace(MINUTE).allow(MINER));

    @Test
    void goLikeForAProvenOne() {
      Site.Caller worker = worker(site, OTHER, 1000);
      site.after(2 * MINUTE);
      assertThat(site.call(MINER).isIn()).isTrue();
      assertThat(worker.closed).isEqualTo(Eviction.EVICTED);
    }

    @Test
    void needNotGoForThemToComeIn() {
      assertThat(site.call(MINER).isIn()).isTrue();
      assertThat(site.call(MINER).isIn()).isTrue();
      assertThat(site.guard.counts(site.now).open()).isEqualTo(2);
    }
  }

  @Nested
  class OfADoorThatIsFull {

    @Test
    void areThatDoorsOnly() {
      Site site = new Site(new Terms().grace(0));
      Door small = new Door("small", 1);
      Site.Caller elsewhere = site.call("192.0.2.1");
      Site.Caller here = site.call("192.0.2.2", small);
      site.after(SECOND);
      assertThat(site.call(MINER, small).isIn()).isTrue();
      assertThat(here.closed).isEqualTo(Eviction.EVICTED);
      assertThat(elsewhere.isIn()).isTrue();
      assertThat(small.open()).isEqualTo(1);
      assertThat(site.guard.counts(site.now).open()).isEqualTo(2);
    }

    @Test
    void areNoneWhereEverybodyWorks() {
      Site site = new Site(new Terms().grace(0));
      Door small = new Door("small", 1);
      site.call("192.0.2.2", small).visit().onGoodShare(1, site.now);
      site.call("192.0.2.1");
      assertThat(site.call(MINER, small).refusal()).isEqualTo(Refusal.FULL);
      assertThat(small.open()).isEqualTo(1);
      small.maxMiners(2);
      assertThat(site.call(MINER, small).isIn()).isTrue();
    }
  }

  @Nested
  class UnderAnAttack {

    @Test
    @DisplayName("T40 with 20,000 idle sockets in a house for 20,000 a proven miner gets in")
    void makeRoomForAProvenMiner() {
      for (boolean oneAddress : new boolean[] {true, false}) {
        Site site = new Site(new Terms().maxMiners(20_000));
        prove(site, MINER, 1000);
        site.times(
            20_000, i -> site.call(oneAddress ? OTHER : "10.0.%d.%d".formatted(i / 250, i % 250)));
        assertThat(site.call("203.0.113.5").refusal()).isEqualTo(Refusal.FULL);
        assertThat(site.call(MINER).isIn()).isTrue();
        assertThat(site.guard.counts(site.now).open()).isEqualTo(20_000);
      }
    }

    @Test
    void makeRoomForThousandsWhoReconnectAtOnce() {
      Site site = new Site(new Terms().maxMiners(5000));
      site.times(5000, i -> prove(site, "192.168.%d.%d".formatted(i / 250, i % 250), 10));
      site.times(5000, i -> site.call("10.0.%d.%d".formatted(i / 250, i % 250)));
      site.times(
          5000,
          i -> assertThat(site.call("192.168.%d.%d".formatted(i / 250, i % 250)).isIn()).isTrue());
      assertThat(site.guard.counts(site.now).open()).isEqualTo(5000);
      assertThat(site.guard.counts(site.now).done().closed())
          .containsEntry(Eviction.EVICTED, 5000L);
    }
  }
}
