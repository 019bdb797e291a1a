package dev.adit.forensics;

import dev.adit.config.ForensicsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything that looks for something wrong, live and in a journal. New ones know nothing yet.
final class Detectors {
  private final AnswerPace answers;
  private final JobPace jobs;
  private final NewBlocks newBlocks;
  private final EmptyBlockJobs emptyBlocks;
  private final ExtranonceOrder extranonces;
  private final SearchSpace searchSpace;
  private final @Nullable StatsCheck statistics;
  private final List<Witness.Source> all;

  /// @param book where they report
  Detectors(ForensicsConfig config, AlertBook book) {
    answers = new AnswerPace(book);
    jobs = new JobPace(book, config.staleJob());
    newBlocks = new NewBlocks(book);
    emptyBlocks = new EmptyBlockJobs(book);
    extranonces = new ExtranonceOrder(book);
    searchSpace = new SearchSpace(book);
    statistics = config.poolStats() == null ? null : new StatsCheck(config.poolStats(), book);
    all =
        new ArrayList<>(
            List.of(
                // the clock, and time
                new ClockWatch(book),
                new JobTime(book, config.maxNtimeDrift(), !config.ntpServers().isEmpty()),
                new ShareTime(book),
                new ShareAge(book, config.staleJob()),
                new SharePace(book, config.rapidShare()),
                answers,
                jobs,
                new PoolDrift(book),
                // extranonces
                new Extranonces(book, config.minExtranonce2Size()),
                new ExtranonceReuse(book),
                extranonces,
                searchSpace,
                // difficulty and skimming
                new BlocksFound(book, config.nearMiss()),
                new AcceptedBelowTarget(book),
                new RejectedAboveTarget(book),
                new DifficultyNotAsSaid(book),
                new OddRefusals(book),
                new BestSharesMissing(book),
                new BestSharesRefused(book),
                new RefusedThoughCurrent(book),
                // withholding
                new SharesUnanswered(book),
                new BlockUnanswered(book),
                new BlockRefused(book),
                new AnsweredTwice(book),
                newBlocks,
                emptyBlocks,
                // hijack and payout
                new ForeignReconnect(book),
                new OtherChain(book),
                new CertificateChanged(book),
                new PayoutChanges(book),
                new PayoutElsewhere(book, config.expectAddress()),
                new TagChanges(book)));
    if (statistics != null) {
      all.add(statistics);
    }
  }

  List<Witness.Source> all() {
    return List.copyOf(all);
  }

  /// What has been measured of each pool, by name.
  List<PoolView> pools() {
    Map<String, Percentiles> latencies = answers.latencies();
    Map<String, Percentiles> gaps = jobs.gaps();
    Map<String, ExtranonceView> given = extranonces.views();
    Map<String, Long> behind = newBlocks.behindMillis();
    Map<String, Long> empty = emptyBlocks.emptyMillis();
    TreeSet<String> names = new TreeSet<>(latencies.keySet());
    names.addAll(gaps.keySet());
    names.addAll(given.keySet());
    return names.stream()
        .map(
            name ->
                new PoolView(
                    name,
                    latencies.get(name),
                    gaps.get(name),
                    behind.get(name),
                    empty.get(name),
                    given.get(name)))
        .toList();
  }

  /// How long those who mine now would need for all of a job.
  List<SearchSpaceView> searchSpaces() {
    return searchSpace.views();
  }

  /// Null where no pool is asked for its figures.
  @Nullable PoolStatsView statistics(Moment now) {
    return statistics == null ? null : statistics.view(now);
  }
}
