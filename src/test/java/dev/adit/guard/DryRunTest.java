package dev.adit.guard;

import static dev.adit.guard.Site.MINER;
import static dev.adit.guard.Site.OTHER;
import static dev.adit.guard.Terms.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Decides, counts, and does nothing.
class DryRunTest {
  private final Site site =
      new Site(
          new Terms()
              .dryRun()
              .maxMiners(4)
              .grace(0)
              .maxPerIp(2)
              .points(0, 5)
              .deny("203.0.113.0/24"));

  @Test
  void refusesNobodyAndCountsWhomItWould() {
    assertThat(site.call("203.0.113.1").isIn()).isTrue();
    site.times(4, _ -> assertThat(site.call(MINER).isIn()).isTrue());
    assertThat(site.call(OTHER).isIn()).isTrue();
    GuardCounts counts = site.guard.counts(site.now);
    assertThat(counts.would().refused())
        .containsEntry(Refusal.DENIED, 1L)
        .containsEntry(Refusal.PER_IP, 1L)
        .containsEntry(Refusal.BANNED, 1L);
    assertThat(counts.would().banned()).containsEntry(BanReason.PER_IP, 1L);
    assertThat(counts.would().closed()).containsEntry(Eviction.EVICTED, 1L);
    assertNothingDone(counts);
    assertThat(site.news).containsExactly("would ban 192.0.2.7 per_ip");
  }

  @Test
  void closesNobodyAndCountsWhomItWould() {
    Site.Caller one = site.call(MINER);
    Site.Caller two = site.call(MINER);
    site.noise(one, 3);
    site.guard.ban(Site.ip(OTHER), MINUTE, site.now);
    site.tick();
    assertThat(List.of(one, two)).allMatch(Site.Caller::isIn);
    GuardCounts counts = site.guard.counts(site.now);
    assertThat(counts.would().closed()).containsEntry(Eviction.BANNED, 2L);
    assertThat(counts.would().banned())
        .containsEntry(BanReason.POINTS, 1L)
        .containsEntry(BanReason.HAND, 1L);
    assertNothingDone(counts);
    assertThat(site.explain(MINER).outlook()).isEqualTo(Welcome.DRY_RUN);
  }

  @Test
  void wouldRefuseAnUnprovenOneWhenNobodyIsPastGrace() {
    Site young = new Site(new Terms().dryRun().maxMiners(1).grace(MINUTE));
    young.call(MINER);
    assertThat(young.call(OTHER).isIn()).isTrue();
    assertThat(young.guard.counts(young.now).would().refused()).containsEntry(Refusal.FULL, 1L);
  }

  @Test
  void keepsTheDoorsOwnCap() {
    Door small = new Door("small", 1);
    assertThat(site.call(MINER, small).isIn()).isTrue();
    assertThat(site.call(OTHER, small).refusal()).isEqualTo(Refusal.FULL);
  }

  @Test
  void doesWhatItDecidedOnceItIsOver() {
    Site.Caller noisy = site.call(MINER);
    site.noise(noisy, 3);
    site.guard.settings(new Terms().points(0, 5).settings(), site.now);
    assertThat(noisy.closed).isEqualTo(Eviction.BANNED);
  }

  @Test
  void countsAnOverdueLoginOnceAndTakesALateOneForWhatItIs() {
    Site patient = new Site(new Terms().dryRun());
    Site.Caller late = patient.call(MINER);
    patient.times(5, _ -> late.visit().onLoginOverdue(patient.now));
    late.visit().onLogin(patient.now);
    late.visit().onGoodShare(1, patient.now);
    GuardCounts counts = patient.guard.counts(patient.now);
    assertThat(counts.would().closed()).containsEntry(Eviction.NO_LOGIN, 1L);
    assertNothingDone(counts);
    assertThat(patient.view(MINER).failedLogin()).isEqualTo(1);
    assertThat(patient.view(MINER).okLogins()).isEqualTo(1);
    patient.guard.settings(new Terms().settings(), patient.now);
    assertThat(late.isIn()).isTrue();
  }

  @Test
  void closesOnceItIsOverWhoHasNotLoggedInYet() {
    Site strict = new Site(new Terms().dryRun());
    Site.Caller silent = strict.call(MINER);
    silent.visit().onLoginOverdue(strict.now);
    strict.guard.settings(new Terms().settings(), strict.now);
    assertThat(silent.isIn()).isTrue();
    strict.times(2, _ -> silent.visit().onLoginOverdue(strict.now));
    assertThat(silent.closed).isEqualTo(Eviction.NO_LOGIN);
    assertThat(strict.view(MINER).failedLogin()).isEqualTo(1);
    assertThat(strict.guard.counts(strict.now).done().closed())
        .containsEntry(Eviction.NO_LOGIN, 1L);
  }

  @Test
  void countsAnOverdueLoginOfWhoIsNoLongerAllowed() {
    Site listed = new Site(new Terms().dryRun().allow(MINER));
    Site.Caller silent = listed.call(MINER);
    silent.visit().onLoginOverdue(listed.now);
    listed.guard.settings(new Terms().dryRun().settings(), listed.now);
    listed.times(2, _ -> silent.visit().onLoginOverdue(listed.now));
    assertThat(listed.guard.counts(listed.now).would().closed())
        .containsEntry(Eviction.NO_LOGIN, 1L);
  }

  private void assertNothingDone(GuardCounts counts) {
    assertThat(counts.done().refused().values()).containsOnly(0L);
    assertThat(counts.done().banned().values()).containsOnly(0L);
    assertThat(counts.done().closed().values()).containsOnly(0L);
  }
}
