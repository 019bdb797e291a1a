package dev.adit.admin;

import dev.adit.aggregate.LaneView;
import dev.adit.aggregate.LineView;
import dev.adit.aggregate.MinerView;
import dev.adit.aggregate.WorkerView;
import dev.adit.forensics.ExtranonceView;
import dev.adit.forensics.ForensicsView;
import dev.adit.forensics.Percentiles;
import dev.adit.forensics.PoolView;
import dev.adit.forensics.Suspicion;
import dev.adit.forensics.ntp.ClockReading;
import dev.adit.ledger.FoundBlocks;
import dev.adit.metrics.LatencyHistogram;
import dev.adit.metrics.ShareFate;
import dev.adit.metrics.ShareTally;
import dev.adit.work.Vardiff;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A gateway that exists only as its view: one listener `farm` with the pools `main` and `backup`.
final class SampleGateway implements LiveState {
  static final Vardiff.Settings VARDIFF =
      new Vardiff.Settings(true, 15, 0.001, 65536, 60_000_000_000L);

  static final FoundBlocks BLOCKS =
      new FoundBlocks(
          2,
          List.of(
              new FoundBlocks.Entry(
                  Instant.EPOCH, "main", "w.<b>", "10.0.0.7:5000", "00".repeat(32), 2e14)));

  volatile @Nullable GatewayView view = view(List.of());

  @Override
  public @Nullable GatewayView view(boolean withMiners) {
    return view;
  }

  static GatewayView view(List<LaneView> lanes) {
    return view(Phase.SERVING, lanes, Map.of());
  }

  static GatewayView view(Phase phase, List<LaneView> lanes, Map<String, LaneTotals> ended) {
    ListenerView farm =
        new ListenerView(
            "farm",
            "proxy",
            "127.0.0.1:3333",
            3,
            Map.of("full", 2L),
            List.of("main", "backup"),
            VARDIFF);
    return view(phase, List.of(farm), lanes, ended, guard());
  }

  static GatewayView view(GuardView guard) {
    return view(Phase.SERVING, List.of(), List.of(), Map.of(), guard);
  }

  private static GatewayView view(
      Phase phase,
      List<ListenerView> listeners,
      List<LaneView> lanes,
      Map<String, LaneTotals> ended,
      GuardView guard) {
    return new GatewayView(
        "1.2.3",
        phase,
        61_500_000_000L,
        listeners,
        lanes,
        ended,
        List.of(relay()),
        guard,
        BLOCKS,
        heard());
  }

  private static ForensicsView heard() {
    return new ForensicsView(
        1_795_000_000_000L,
        2,
        100,
        1.5,
        12,
        9,
        2,
        4,
        9.5,
        77,
        1,
        3,
        2.5,
        1,
        0,
        new ClockReading(-250, 3, 4, 1_795_000_000_000L),
        List.of(),
        List.of(
            new PoolView(
                "main",
                new Percentiles(3, 1, 2, 3, 4),
                null,
                20L,
                null,
                new ExtranonceView(4, 8, 2, 0))),
        Map.of(Suspicion.NTIME_AHEAD, 5L),
        6,
        0,
        1,
        null);
  }

  /// Idle, and with none.
  static GatewayView withoutRelays() {
    GatewayView idle = view(List.of());
    return new GatewayView(
        idle.version(),
        idle.phase(),
        0,
        idle.listeners(),
        List.of(),
        Map.of(),
        List.of(),
        idle.guard(),
        FoundBlocks.NONE,
        null);
  }

  /// One listener that relays, and no other.
  static GatewayView onlyRelaying() {
    ListenerView web =
        new ListenerView("web", "tcp", "127.0.0.1:8443", 2, Map.of(), List.of(), null);
    return view(Phase.SERVING, List.of(web), List.of(), Map.of(), guard());
  }

  /// `web`, which leads to a target that is up and one that is down.
  static RelayState relay() {
    return new RelayState(
        "web",
        "tcp",
        "127.0.0.1:8443",
        2,
        5,
        Map.of("closed", 2L, "idle", 1L),
        0,
        7,
        1_500,
        2_500_000,
        List.of(
            new RelayState.Target("192.0.2.1:80", "up", ""),
            new RelayState.Target("192.0.2.2:80", "down", "connection refused"),
            new RelayState.Target("192.0.2.3:80", "unknown", "")),
        List.of(new RelayState.Talker("198.51.100.7", 2, 700, 900)));
  }

  static GuardView guard() {
    return GuardView.of(SampleGuard.guard(), 0);
  }

  /// Of `farm` at `main`: ready, with a job two seconds old, difficulty 1024.
  static LaneView lane(ShareTally tally, List<MinerView> miners, WorkerView... workers) {
    LatencyHistogram latency = new LatencyHistogram();
    latency.record(12_000_000);
    return new LaneView(
        "farm",
        "main",
        true,
        "f000000a",
        8,
        2_000_000_000L,
        1024,
        miners.size(),
        4,
        7,
        1,
        Map.of("main", tally),
        Map.of("miner_left", 5L),
        latency,
        List.of(workers),
        List.of(new LineView("main", true, true, 2_000_000_000L, 1024, 4)),
        miners);
  }

  /// Of `farm`, still without a pool.
  static LaneView waitingLane(int miners) {
    return new LaneView(
        "farm",
        "main",
        false,
        "",
        0,
        -1,
        0,
        miners,
        0,
        0,
        0,
        Map.of(),
        Map.of(),
        new LatencyHistogram(),
        List.of(),
        List.of(new LineView("main", false, false, -1, 0, 0)),
        List.of());
  }

  static MinerView miner(String worker, double difficulty, ShareTally tally) {
    return new MinerView(
        "10.0.0.7",
        worker,
        "wallet.proxy",
        "cgminer/4.12",
        tally,
        difficulty,
        1e12,
        20_000_000_000L);
  }

  static ShareTally tally(int accepted, int rejected) {
    ShareTally tally = new ShareTally();
    for (int i = 0; i < accepted; i++) {
      tally.book(ShareFate.ACCEPTED, 16);
    }
    for (int i = 0; i < rejected; i++) {
      tally.book(ShareFate.REJECTED, 16);
    }
    return tally;
  }
}
