package dev.adit.forensics;

import static dev.adit.forensics.Suspicion.ACCEPTED_BELOW_TARGET;
import static dev.adit.forensics.Suspicion.ANSWERED_TWICE;
import static dev.adit.forensics.Suspicion.BEST_SHARES_REFUSED;
import static dev.adit.forensics.Suspicion.BLOCK_UNANSWERED;
import static dev.adit.forensics.Suspicion.DIFFICULTY_NOT_AS_SAID;
import static dev.adit.forensics.Suspicion.EMPTY_BLOCK_JOBS;
import static dev.adit.forensics.Suspicion.EXTRANONCE1_CHANGED;
import static dev.adit.forensics.Suspicion.EXTRANONCE1_REUSED;
import static dev.adit.forensics.Suspicion.EXTRANONCE2_SMALL;
import static dev.adit.forensics.Suspicion.FOREIGN_RECONNECT;
import static dev.adit.forensics.Suspicion.HASHRATE_UNDERSTATED;
import static dev.adit.forensics.Suspicion.NTIME_AHEAD;
import static dev.adit.forensics.Suspicion.NTIME_FAR_OFF;
import static dev.adit.forensics.Suspicion.OLD_BLOCK_JOBS;
import static dev.adit.forensics.Suspicion.OTHER_CHAIN;
import static dev.adit.forensics.Suspicion.PAYOUT_CHANGES;
import static dev.adit.forensics.Suspicion.PAYOUT_ELSEWHERE;
import static dev.adit.forensics.Suspicion.REFUSED_THOUGH_CURRENT;
import static dev.adit.forensics.Suspicion.REJECTED_ABOVE_TARGET;
import static dev.adit.forensics.Suspicion.SHARES_FORGOTTEN;
import static dev.adit.forensics.Suspicion.SHARES_UNANSWERED;
import static dev.adit.forensics.Suspicion.TAG_CHANGES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.PoolStatsConfig.Style;
import dev.adit.sim.Cheat;
import dev.adit.sim.PoolInTime;
import dev.adit.sim.SimPoolSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All detectors together, on what `adit sim pool --cheat KIND` does to two miners that really
/// hash, with an honest pool on the same chain beside it, in virtual time.
class CheatsFoundTest {
  private static final String ADDRESS = EveryDetector.ADDRESS;
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofHours(10);
  private static final Duration AFTERWARDS = Duration.ofHours(2);

  /// What a cheat comes to.
  ///
  /// @param found what must be
  /// @param besides what may be found above LOW as its consequence
  private record Row(Set<Suspicion> found, Set<Suspicion> besides) {
    static Row of(Suspicion first, Suspicion... more) {
      return new Row(EnumSet.of(first, more), Set.of());
    }

    Row besides(Suspicion first, Suspicion... more) {
      return new Row(found, EnumSet.of(first, more));
    }
  }

  private static Row row(Cheat cheat) {
    return switch (cheat) {
      // They are called stale though their job is the newest.
      case SKIM -> Row.of(BEST_SHARES_REFUSED, REFUSED_THOUGH_CURRENT);
      case WITHHOLD -> Row.of(SHARES_UNANSWERED, BLOCK_UNANSWERED);
      case DOUBLE_ANSWER -> Row.of(ANSWERED_TWICE);
      case DIFFICULTY -> Row.of(REJECTED_ABOVE_TARGET, DIFFICULTY_NOT_AS_SAID);
      case LAX -> Row.of(ACCEPTED_BELOW_TARGET);
      case TIMEWARP, BACKDATE -> Row.of(NTIME_FAR_OFF);
      case FUTURE -> Row.of(NTIME_AHEAD);
      case OLD_BLOCK -> Row.of(OLD_BLOCK_JOBS);
      case EMPTY_BLOCK -> Row.of(EMPTY_BLOCK_JOBS);
      case OTHER_CHAIN -> Row.of(OTHER_CHAIN);
      case PAYOUT -> Row.of(PAYOUT_CHANGES, PAYOUT_ELSEWHERE);
      case TAG -> Row.of(TAG_CHANGES);
      // It is done by answers to what was answered.
      case EXTRANONCE -> Row.of(EXTRANONCE1_CHANGED).besides(ANSWERED_TWICE);
      case REUSE_EXTRANONCE -> Row.of(EXTRANONCE1_REUSED);
      case SMALL_EXTRANONCE -> Row.of(EXTRANONCE2_SMALL);
      case REDIRECT -> Row.of(FOREIGN_RECONNECT);
      case SHORT_STATS -> Row.of(HASHRATE_UNDERSTATED, SHARES_FORGOTTEN);
    };
  }

  private final AlertBook book = new AlertBook();
  private final Talk first = Talk.with(EveryDetector.into(book));
  private final Map<Suspicion, Duration> since = new EnumMap<>(Suspicion.class);
  private final List<PoolInTime> pools = new ArrayList<>();
  private final Told told = new Told();
  private int connections;
  private int forgotten;

  /// The second of its two miners uses one id for all its shares.
  private PoolInTime pool(String name, SimPoolSettings settings, double slack) throws IOException {
    PoolInTime pool = new PoolInTime(settings, () -> first.now().time());
    pools.add(pool);
    String address = "192.0.2." + 10 * pools.size();
    pool.miner(ADDRESS + "." + name + 1, 5, () -> ear(address + 1, name)).slack(slack);
    pool.miner(ADDRESS + "." + name + 2, 10, () -> new OneId(ear(address + 2, name), _ -> false))
        .slack(slack);
    return pool;
  }

  private PoolInTime.Ear ear(String address, String pool) {
    Call call = Talk.call(address + ":" + (10_000 + connections++), pool);
    Talk talk = first.beside(call, new Manners(told, Duration.ofMinutes(1)::toNanos));
    return new PoolInTime.Ear() {
      @Override
      public void miner(String line) {
        talk.miner(line);
      }

      @Override
      public void pool(String line) {
        talk.pool(line);
      }

      @Override
      public void end() {
        talk.end();
      }
    };
  }

  private static SimPoolSettings settings() {
    return new SimPoolSettings();
  }

  private static SimPoolSettings otherPool() {
    return settings().listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
  }

  private Duration now() {
    return Duration.ofNanos(first.now().nanos());
  }

  private void run(Set<Suspicion> wanted) throws IOException {
    first.clocked(20);
    Duration end = PATIENCE;
    while (now().compareTo(end) < 0) {
      first.after(STEP);
      for (PoolInTime pool : pools) {
        pool.step();
      }
      for (Suspicion found : book.counts().keySet()) {
        since.computeIfAbsent(found, _ -> now());
      }
      if (end.equals(PATIENCE) && since.keySet().containsAll(wanted)) {
        end = now().plus(AFTERWARDS);
      }
      if (now().toMillis() % 60_000 == 0) {
        look(pools.getFirst().published(ADDRESS));
      }
    }
  }

  private void look(@Nullable String page) throws IOException {
    first.asked(
        page == null
            ? new PoolAnswer.Unknown()
            : new PoolAnswer.Told(
                ReportReader.read(page.getBytes(StandardCharsets.UTF_8), Style.CKPOOL)));
  }

  @ParameterizedTest
  @EnumSource
  void eachIsFoundAndNothingElse(Cheat cheat) throws IOException {
    // A block in 4096 hashes, where it is about blocks.
    int nbits = cheat == Cheat.WITHHOLD ? 0x1f0fffff : 0x1703ffff;
    // Some of what is handed in must miss the difficulty.
    double slack = cheat == Cheat.LAX ? 0.7 : 1;
    PoolInTime pool = pool("main", settings().cheat(cheat).nbits(nbits), slack);
    pool("honest", otherPool().nbits(nbits), 1);
    Row row = row(cheat);
    run(row.found());
    assertThat(pool.cheats()).containsExactly(cheat.toString());
    assertThat(since.keySet()).as("%s", since).containsAll(row.found());
    assertThat(bad()).as("%s", book.alerts()).isSubsetOf(both(row));
    assertThat(book.alerts())
        .filteredOn(alert -> both(row).contains(alert.what()))
        .allMatch(alert -> alert.pool().equals("main"))
        .filteredOn(alert -> alert.what().of() == Suspicion.Of.POOL)
        .extracting(Alert::what)
        .doesNotHaveDuplicates();
    assertNobodyIsBlamed();
  }

  /// Whatever a pool does, the guard hears nothing but good of miners that work.
  private void assertNobodyIsBlamed() {
    assertThat(told.words.stream().map(word -> word.replaceFirst("^share .*", "share")).distinct())
        .containsExactlyInAnyOrder("login", "share");
  }

  private static Set<Suspicion> both(Row row) {
    Set<Suspicion> both = EnumSet.copyOf(row.found());
    both.addAll(row.besides());
    return both;
  }

  private Set<Suspicion> bad() {
    Set<Suspicion> bad = new TreeSet<>();
    for (Suspicion found : since.keySet()) {
      if (found.severity().compareTo(Severity.LOW) > 0) {
        bad.add(found);
      }
    }
    return bad;
  }

  @Test
  void honestPoolsDoNoneOfIt() throws IOException {
    pool("main", settings().vardiffTarget(Duration.ofSeconds(5)), 1);
    pool("honest", otherPool(), 1);
    run(EnumSet.allOf(Suspicion.class));
    assertThat(bad()).as("%s", book.alerts()).isEmpty();
    assertNobodyIsBlamed();
  }

  /// Where all shares have one id, the answers that follow must not be shifted by it.
  @Test
  void aPoolThatForgetsABlockIsFoundAndNothingElse() throws IOException {
    PoolInTime pool = new PoolInTime(settings().nbits(0x1f0fffff), () -> first.now().time());
    pools.add(pool);
    Predicate<String> firstBlock =
        _ -> {
          long blocks = book.counts().getOrDefault(Suspicion.BLOCK, 0L);
          boolean isNew = blocks == 1 && forgotten == 0;
          forgotten += isNew ? 1 : 0;
          return isNew;
        };
    pool.miner(ADDRESS + ".one", 10, () -> new OneId(ear("192.0.2.1", "main"), firstBlock))
        .slack(0.9);
    run(Set.of(BLOCK_UNANSWERED));
    assertThat(forgotten).isEqualTo(1);
    assertThat(book.counts()).containsEntry(BLOCK_UNANSWERED, 1L);
    assertThat(bad()).as("%s", book.alerts()).containsExactly(BLOCK_UNANSWERED);
  }

  @Test
  void theDocumentationNamesEveryOne() throws IOException {
    String docs = Files.readString(Path.of("docs", "forensics.md"));
    for (Cheat cheat : Cheat.values()) {
      List<String> codes = row(cheat).found().stream().map(it -> "`" + it.code() + "`").toList();
      assertThat(docs).contains("\n| `" + cheat + "` | " + String.join(", ", codes) + " |");
    }
  }
}
