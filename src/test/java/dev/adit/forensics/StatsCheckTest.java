package dev.adit.forensics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adit.config.PoolStatsConfig;
import dev.adit.config.PoolStatsConfig.Style;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A pool's figures against what was heard, in virtual time.
class StatsCheckTest {
  private static final String ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";

  private final AlertBook book = new AlertBook();
  private Bookkeeper books = new Bookkeeper(Style.CKPOOL, ADDRESS);
  private StatsCheck check = check(Style.CKPOOL);

  private StatsCheck check(Style style) {
    return new StatsCheck(
        new PoolStatsConfig(
            URI.create("https://main.example.com"), style, ADDRESS, Duration.ofMinutes(1)),
        book);
  }

  private Mining mining(Style style, long seed) {
    books = new Bookkeeper(style, ADDRESS);
    check = check(style);
    return new Mining(
        new PoolStatsConfig(
            URI.create("https://main.example.com"), style, ADDRESS, Duration.ofMinutes(1)),
        check,
        books,
        seed);
  }

  private Mining farm(Style style, long seed) {
    return mining(style, seed)
        .rig(".rig1", "main", 1e12)
        .rig(".rig2", "main", 3e12)
        .rig(".old", "main", 5e9);
  }

  private List<Suspicion> found() {
    return book.alerts().stream().map(Alert::what).toList();
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void anHonestPoolIsNotSuspectedInDays(Style style) {
    for (int seed = 1; seed <= 2; seed++) {
      farm(style, seed).run(Duration.ofDays(2));
      assertThat(book.alerts()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void aHashrateOfHalfTheWorkIsFound(Style style) {
    Mining mining = farm(style, 3);
    books.rateTold = 0.5;
    mining.run(Duration.ofHours(20));
    assertThat(found()).containsExactly(Suspicion.HASHRATE_UNDERSTATED);
    Alert alert = book.alerts().getFirst();
    assertThat(alert.pool()).isEqualTo("main");
    assertThat(alert.description()).contains("TH/s of " + ADDRESS + ";");
    double claimed = (Double) Objects.requireNonNull(alert.data().get("claimed_hashes_per_second"));
    double measured =
        (Double) Objects.requireNonNull(alert.data().get("measured_hashes_per_second"));
    assertThat(claimed / measured).isBetween(0.4, 0.62);
  }

  @Test
  void sharesThatThePoolForgetsAreFound() {
    Mining mining = farm(Style.CKPOOL, 4);
    books.sharesTold = 0.7;
    mining.run(Duration.ofHours(8));
    assertThat(found()).containsExactly(Suspicion.SHARES_FORGOTTEN);
    assertThat(book.alerts().getFirst().data()).containsKeys("claimed_difficulty", "url");
  }

  @ParameterizedTest
  @EnumSource(Style.class)
  void aWorkerThatIsNotListedIsFound(Style style) {
    Mining mining = farm(style, 5);
    books.hidden = ADDRESS + ".old";
    mining.run(Duration.ofHours(3));
    assertThat(found()).containsExactly(Suspicion.WORKER_MISSING);
    assertThat(book.alerts().getFirst().data()).containsEntry("worker", ADDRESS + ".old");
  }

  @Test
  void anAccountThatThePoolDoesNotKnowAfterTenMinutesOfSharesMissesItsWorkers() {
    Mining mining = mining(Style.CKPOOL, 6).rig(".rig1", "main", 1e12);
    mining.talk().asked(new PoolAnswer.Unknown());
    mining.run(Duration.ofMinutes(5)).talk().asked(new PoolAnswer.Unknown());
    mining.talk().asked(new PoolAnswer.Unknown());
    assertThat(book.alerts()).isEmpty();
    books.hidden = ADDRESS + ".rig1";
    mining.run(Duration.ofMinutes(15));
    assertThat(found()).containsExactly(Suspicion.WORKER_MISSING);
  }

  @Test
  void aPoolThatLosesItsBooksOnceIsForgiven() {
    Mining mining = farm(Style.CKPOOL, 7).run(Duration.ofHours(5));
    books.forget();
    mining.run(Duration.ofHours(5));
    assertThat(book.alerts()).isEmpty();
  }

  @Test
  void onlyThePoolOfTheSiteIsHeldAgainstItsFigures() {
    Mining mining = mining(Style.CKPOOL, 8).rig(".rig1", "main", 1e12).rig(".rig2", "other", 9e12);
    mining.run(Duration.ofHours(6));
    assertThat(book.alerts()).isEmpty();
    assertThat(check.view(mining.talk().now()).pool()).isEqualTo("main");
    assertThat(check.view(mining.talk().now()).workers()).hasSize(1);
  }

  @Test
  void aPoolElsewhereIsHeldAgainstTheFiguresOnceTheyKnowOfItsShares() {
    Mining mining = mining(Style.CKPOOL, 9).rig(".rig1", "backup", 1e12);
    mining.run(Duration.ofMinutes(40));
    assertThat(check.view(mining.talk().now()).pool()).isEqualTo("backup");
    books.rateTold = 0.1;
    mining.run(Duration.ofHours(2));
    assertThat(found()).containsExactly(Suspicion.HASHRATE_UNDERSTATED);
  }

  @Test
  void figuresThatNeverSawAShareAreOfAnotherPool() {
    Mining mining = mining(Style.CKPOOL, 10).rig(".rig1", "backup", 1e12).withoutLooks();
    PoolReport.Rates idle = new PoolReport.Rates(0, 0, 0, 0);
    PoolReport old = new PoolReport(idle, 100, 1, Talk.NOON.getEpochSecond() - 60, List.of());
    for (int minutes = 0; minutes < 300; minutes++) {
      mining.run(Duration.ofMinutes(1)).talk().asked(new PoolAnswer.Told(old));
    }
    assertThat(book.alerts()).isEmpty();
    assertThat(check.view(mining.talk().now()).pool()).isEmpty();
  }

  @Test
  void theThirdFailureInARowIsTold() {
    Talk talk = Talk.with(check).begun();
    talk.asked(new PoolAnswer.Failed("it can't be reached", 1));
    talk.asked(new PoolAnswer.Failed("it can't be reached", 2));
    assertThat(book.alerts()).isEmpty();
    talk.asked(new PoolAnswer.Failed("it can't be reached", 3));
    talk.asked(new PoolAnswer.Failed("it can't be reached", 4));
    assertThat(found()).containsExactly(Suspicion.STATISTICS_UNREACHABLE);
    assertThat(book.alerts().getFirst().description())
        .isEqualTo(
            "The pool's statistics at https://main.example.com/users/"
                + ADDRESS
                + ": it can't be reached.");
    assertThat(check.view(talk.now()).failures()).isEqualTo(4);
  }

  @Test
  void theLastGoodFiguresStayWithTheirAge() {
    Mining mining = farm(Style.CKPOOL, 11).run(Duration.ofHours(4));
    mining.talk().after(Duration.ofMinutes(10)).asked(new PoolAnswer.Failed("no", 1));
    PoolStatsView view = check.view(mining.talk().now());
    assertThat(view.report()).isNotNull();
    assertThat(view.ageSeconds()).isCloseTo(630, within(31.0));
    assertThat(view.problem()).isEqualTo("no");
    assertThat(view.accepted()).isGreaterThan(1_000);
    assertThat(view.workers())
        .allSatisfy(it -> assertThat(it.claimed() / it.hashrate()).isBetween(0.8, 1.3));
  }

  @Test
  void othersWhoMineElsewhereForTheAccountAreNoAlarm() {
    Mining mining = farm(Style.CKPOOL, 12);
    books.rateTold = 4;
    books.sharesTold = 4;
    mining.run(Duration.ofHours(8));
    assertThat(book.alerts()).isEmpty();
  }

  @Test
  void whatFollowsAGapIsNotCounted() {
    Talk talk = Talk.with(check).subscribed("81a0b2c3", 8).authorized(ADDRESS);
    talk.difficulty(2).job("1");
    String submit =
        "{\"id\":%d,\"method\":\"mining.submit\",\"params\":[\""
            + ADDRESS
            + "\",\"1\",\"00\",\"00\",\"0%d\"]}";
    String yes = "{\"id\":%d,\"result\":true,\"error\":null}";
    talk.miner(submit.formatted(7, 7)).pool(yes.formatted(7));
    assertThat(check.view(talk.now()).difficulty()).isEqualTo(2);
    talk.afterGap(Party.POOL, "{}").miner(submit.formatted(8, 8)).pool(yes.formatted(8));
    assertThat(check.view(talk.now()).difficulty()).isEqualTo(2);
  }

  @Test
  void usersOfOtherAddressesAreNotCounted() {
    Mining mining = mining(Style.CKPOOL, 13).rig("x.rig1", "main", 1e12);
    mining.run(Duration.ofHours(1));
    assertThat(check.view(mining.talk().now()).accepted()).isZero();
  }
}
