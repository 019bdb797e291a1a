package dev.adit.sim.torture;

import dev.adit.stratum.StratumCodec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What all parts of one run have in common.
final class World {
  /// When the run begins, by the clock that jobs carry.
  private static final long EPOCH = 1_700_000_000L;

  final Scenario scenario;
  final Agenda agenda = new Agenda();
  final History history = new History(agenda);
  final StratumCodec codec = new StratumCodec();
  final Shares shares = new Shares();
  final Efficiency efficiency = new Efficiency();
  final SeatCheck seats = new SeatCheck(this);
  final BooksCheck books = new BooksCheck(this);

  /// By serial.
  final List<PoolJob> jobs = new ArrayList<>();

  final Map<Fault, Long> faults = new EnumMap<>(Fault.class);

  /// The submit that the present turn is about, where that is known: what is answered under an id
  /// that several submits carry is answered to this one.
  @Nullable Attempt subject;

  private final SplittableRandom random;

  World(Scenario scenario, SplittableRandom random) {
    this.scenario = scenario;
    this.random = random;
  }

  /// Chance for one actor, so that what one does changes nothing of what another draws.
  SplittableRandom chance() {
    return random.split();
  }

  long now() {
    return agenda.now();
  }

  long unixSeconds() {
    return EPOCH + agenda.now() / Agenda.SECOND;
  }

  void happens(Fault fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  /// Half the time there and back, for one connection to a pool.
  long poolLatency(SplittableRandom chance) {
    return chance.nextLong(scenario.leastLatencyNanos(), scenario.mostLatencyNanos() + 1);
  }

  /// The same, for one of a miner.
  long minerLatency(SplittableRandom chance) {
    return scenario.lan()
        ? chance.nextLong(Agenda.SECOND / 2_000, Agenda.SECOND / 200)
        : poolLatency(chance);
  }
}
