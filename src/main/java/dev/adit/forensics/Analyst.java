package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;
import dev.adit.stratum.StratumCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Understands everything that is heard. No thread, no clock: the same input gives the same
/// findings.
final class Analyst {
  private final StratumCodec codec = new StratumCodec();
  private final Prover prover = new Prover();
  private final JobParts parts = new JobParts();
  private final Map<Long, Conversation> conversations = new HashMap<>();
  private List<Witness.Source> sources;
  private ClockReading clock = ClockReading.NONE;

  Analyst(List<Witness.Source> sources) {
    this.sources = List.copyOf(sources);
  }

  /// From now on others hear what is said: what has been heard before they do not know, but that it
  /// goes on.
  void heardBy(List<Witness.Source> others, Moment now) {
    Steps steps = new Steps();
    steps.take(this::close);
    sources = List.copyOf(others);
    Moment timed = timed(now);
    sources.forEach(source -> steps.take(() -> source.onClock(clock, timed)));
    conversations.values().forEach(one -> steps.take(() -> one.heardAnew(sources, timed)));
    steps.end();
  }

  void on(Heard heard) {
    switch (heard) {
      case Heard.Began(long number, Call facts, Manners manners, boolean underWay, Moment at) -> {
        Conversation begun = new Conversation(facts, manners, codec, prover, parts, underWay);
        conversations.put(number, begun);
        begun.heardBy(sources);
        begun.begin(timed(at));
      }
      case Heard.Said said -> {
        Conversation one = conversations.get(said.call);
        if (one != null) {
          one.said(said.who, said.bytes, said.afterGap, timed(said.at));
        }
      }
      case Heard.Ended(long number, Moment at) -> {
        Conversation one = conversations.remove(number);
        if (one != null) {
          one.end(timed(at));
        }
      }
      case Heard.Clocked(ClockReading reading, Moment at) -> {
        clock = reading;
        Moment corrected = timed(at);
        sources.forEach(source -> source.onClock(reading, corrected));
      }
      case Heard.Asked(PoolAnswer answer, Moment at) -> {
        Moment timed = timed(at);
        sources.forEach(source -> source.onStatistics(answer, timed));
      }
      case Heard.Errand(Runnable what) -> what.run();
    }
  }

  /// About once a second.
  void pass(Moment now) {
    Moment timed = timed(now);
    Steps steps = new Steps();
    conversations.values().forEach(one -> steps.take(() -> one.pass(timed)));
    sources.forEach(source -> steps.take(() -> source.onTick(timed)));
    steps.end();
  }

  void close() {
    Steps steps = new Steps();
    sources.forEach(source -> steps.take(source::close));
    steps.end();
  }

  ClockReading clock() {
    return clock;
  }

  private Moment timed(Moment at) {
    return at.corrected(clock.offsetMillis());
  }
}
