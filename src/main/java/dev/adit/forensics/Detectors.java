package dev.adit.forensics;

import dev.adit.aggregate.BlockFound;
import dev.adit.config.ForensicsConfig;
import java.util.List;
import java.util.function.Consumer;

/// Everything that looks for something wrong, live and in a journal.
public final class Detectors {
  private Detectors() {}

  /// New ones, which know nothing yet.
  ///
  /// @param book where they report
  /// @param blocks is given the blocks of miners as soon as they are heard; it must not wait
  static List<Witness.Source> all(
      ForensicsConfig config, AlertBook book, Consumer<BlockFound> blocks) {
    return List.of(
        // the clock, and time
        new ClockWatch(book),
        new JobTime(book, config.maxNtimeDrift()),
        new ShareTime(book),
        new ShareAge(book, config.staleJob()),
        new SharePace(book, config.rapidShare()),
        new AnswerPace(book),
        new JobPace(book, config.staleJob()),
        new PoolDrift(book),
        // extranonces
        new Extranonces(book, config.minExtranonce2Size()),
        new ExtranonceReuse(book),
        new ExtranonceOrder(book),
        new SearchSpace(book),
        // difficulty and skimming
        new BlocksFound(book, config.nearMiss(), blocks),
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
        new NewBlocks(book),
        new EmptyBlockJobs(book),
        // hijack and payout
        new ForeignReconnect(book),
        new OtherChain(book),
        new CertificateChanged(book),
        new PayoutChanges(book),
        new PayoutElsewhere(book, config.expectAddress()),
        new TagChanges(book));
  }
}
