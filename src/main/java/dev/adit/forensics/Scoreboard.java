package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;
import dev.adit.work.Difficulty;
import dev.adit.work.ShareRate;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Counts what is said, for those who look on.
final class Scoreboard implements Witness.Source {
  private static final int MOST_MINERS = 1_000;
  private static final int JOBS_OF_INTEREST = 10;
  private static final long STALE_SECONDS = 300;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Who(String address, String worker) {}

  /// In the order in which they were last heard of.
  private final Map<Who, MinerFigures> miners = new LinkedHashMap<>(16, 0.75f, true);

  private final Deque<Double> jobAges = new ArrayDeque<>();
  private double nearMiss;
  private final ShareRate messageRate;
  private final ShareRate shareRate;
  private int conversations;
  private long messages;
  private long shares;
  private long accepted;
  private long rejected;
  private long unread;
  private long blocks;
  private long nearMisses;
  private long futureJobs;
  private long staleJobs;
  private double difficulty;
  private double bestShare;

  /// @param nearMiss the part of the network's difficulty that makes a share one; 0: none does
  Scoreboard(double nearMiss, long nowNanos) {
    this.nearMiss = nearMiss;
    this.messageRate = new ShareRate(nowNanos);
    this.shareRate = new ShareRate(nowNanos);
  }

  void nearMiss(double part) {
    nearMiss = part;
  }

  /// That somebody else hears now does not change what it has counted; but all that go on begin
  /// anew.
  @Override
  public void close() {
    conversations = 0;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Witness() {
      @Override
      public void onLine(Party who, byte[] bytes, int offset, int length, Moment at) {
        messages++;
        messageRate.add(1, SECOND_NANOS, at.nanos());
      }

      @Override
      public void on(Observation seen) {
        hear(conversation, seen);
      }
    };
  }

  private void hear(Conversation in, Observation seen) {
    switch (seen) {
      case Observation.Began _ -> conversations++;
      case Observation.Ended _ -> conversations--;
      case Observation.JobGiven(Moment at, SeenJob job) -> onJob(job, at);
      case Observation.ShareSent(Moment at, SeenShare share) -> onShare(in, share, at);
      case Observation.ShareAnswered(Moment at, SeenShare share, ShareAnswer answer) ->
          onAnswer(in, share, answer, at);
      case Observation.Unread _ -> unread++;
      case Observation.ExtranonceGiven _,
          Observation.OddAnswered _,
          Observation.Authorized _,
          Observation.DifficultySet _,
          Observation.ShareUnanswered _,
          Observation.StrayAnswer _,
          Observation.Redirected _,
          Observation.Missed _,
          Observation.Passed _ -> {}
    }
  }

  private void onJob(SeenJob job, Moment at) {
    long behind = at.time().getEpochSecond() - job.ntime();
    if (behind < 0) {
      futureJobs++;
    } else if (behind > STALE_SECONDS) {
      staleJobs++;
    }
  }

  private void onShare(Conversation in, SeenShare share, Moment at) {
    shares++;
    shareRate.add(1, MinerFigures.BUCKET_NANOS, at.nanos());
    bestShare = Math.max(bestShare, share.difficulty());
    miner(in, share, at).onShare(share, in.call().pool(), at);
    SeenJob job = share.job();
    if (job == null) {
      return;
    }
    jobAges.addLast(at.secondsSince(job.at()));
    if (jobAges.size() > JOBS_OF_INTEREST) {
      jobAges.removeFirst();
    }
    if (share.isBlock()) {
      blocks++;
    } else if (nearMiss > 0 && share.difficulty() >= nearMiss * networkDifficulty(in, job)) {
      nearMisses++;
    }
  }

  static double networkDifficulty(Conversation in, SeenJob job) {
    return Difficulty.ofHash(job.job().networkTarget(), in.call().algorithm());
  }

  private void onAnswer(Conversation in, SeenShare share, ShareAnswer answer, Moment at) {
    if (answer.accepted()) {
      accepted++;
      difficulty += answer.least().value();
    } else {
      rejected++;
    }
    miner(in, share, at).onAnswer(answer.accepted(), answer.least().expectedHashes(), at);
  }

  private MinerFigures miner(Conversation in, SeenShare share, Moment at) {
    Who who = new Who(in.call().address(), Brief.of(share.submit().worker()));
    MinerFigures figures = miners.get(who);
    if (figures == null) {
      if (miners.size() == MOST_MINERS) {
        miners.remove(miners.keySet().iterator().next());
      }
      figures = new MinerFigures(who.address(), who.worker(), at);
      miners.put(who, figures);
    }
    return figures;
  }

  ForensicsView view(
      Moment now,
      ClockReading clock,
      List<PoolView> pools,
      List<SearchSpaceView> spaces,
      Map<Suspicion, Long> found,
      long missed,
      long faults,
      @Nullable PoolStatsView poolStats) {
    Map<Who, Double> toExhaust = new HashMap<>();
    for (SearchSpaceView space : spaces) {
      Who who = new Who(space.address(), space.worker());
      toExhaust.merge(who, space.secondsToExhaust(), Math::min);
    }
    List<MinerView> rows =
        miners.entrySet().stream()
            .map(it -> it.getValue().view(now, toExhaust.getOrDefault(it.getKey(), Double.NaN)))
            .sorted(Comparator.comparingLong(MinerView::shares).reversed())
            .toList();
    return new ForensicsView(
        now.epochMillis(),
        conversations,
        messages,
        messageRate.perSecond(SECOND_NANOS, now.nanos()),
        shares,
        accepted,
        rejected,
        60 * shareRate.perSecond(MinerFigures.BUCKET_NANOS, now.nanos()),
        difficulty,
        bestShare,
        blocks,
        nearMisses,
        jobAges.stream().mapToDouble(it -> it).average().orElse(Double.NaN),
        futureJobs,
        staleJobs,
        clock,
        rows,
        pools,
        found,
        missed,
        faults,
        unread,
        poolStats);
  }
}
