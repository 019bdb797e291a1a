package dev.adit.sim.torture;

import dev.adit.stratum.LineBuffer;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.StratumCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Everything that crossed the wires at the lane's end: as one number, by which two runs are
/// compared, and the latest of it as lines, for whoever has to find out what went wrong.
final class History {
  private static final int REMEMBERED = 1 << 15;
  private static final int SHOWN = 24;
  private static final int MOST_BREACHES = 4;

  private record Entry(long nanos, String who, String way, Object what) {}

  private final Agenda agenda;
  private final StratumCodec codec = new StratumCodec();
  private final @Nullable Entry[] entries = new Entry[REMEMBERED];
  private final List<Breach> breaches = new ArrayList<>();
  private long count;
  private long digest = 1;

  History(Agenda agenda) {
    this.agenda = agenda;
  }

  /// Something was said.
  ///
  /// @param way "->" to the lane, "<-" from it, "--" beside it
  void note(String who, String way, Object what) {
    entries[(int) (count++ & REMEMBERED - 1)] = new Entry(agenda.now(), who, way, what);
    mix(agenda.now());
    mix(who.hashCode());
    mix(way.hashCode() * 31L + what.hashCode());
  }

  private void mix(long value) {
    digest = (digest ^ value) * 0x9E3779B97F4A7C15L;
    digest ^= digest >>> 29;
  }

  void breach(Check check, String text, String... concerned) {
    if (breaches.size() < MOST_BREACHES) {
      breaches.add(
          new Breach(check.toString(), at(agenda.now()) + " " + text, lines(List.of(concerned))));
    }
  }

  boolean isBroken() {
    return !breaches.isEmpty();
  }

  List<Breach> breaches() {
    return List.copyOf(breaches);
  }

  long digest() {
    return digest;
  }

  private List<String> lines(List<String> concerned) {
    List<String> lines = new ArrayList<>();
    for (long i = count - 1; i >= Math.max(0, count - REMEMBERED) && lines.size() < SHOWN; i--) {
      Entry entry = entries[(int) (i & REMEMBERED - 1)];
      if (entry != null && (concerned.isEmpty() || concerned.contains(entry.who))) {
        lines.addFirst(
            at(entry.nanos) + " " + entry.who + " " + entry.way + " " + line(entry.what));
      }
    }
    return lines;
  }

  private static String at(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }

  private String line(Object what) {
    LineBuffer out = new LineBuffer();
    switch (what) {
      case MinerMessage.Malformed said -> {
        return said.toString();
      }
      case MinerMessage.Garbage said -> {
        return said.toString();
      }
      case PoolMessage.Garbage said -> {
        return said.toString();
      }
      case MinerMessage said -> codec.write(said, out);
      case PoolMessage said -> codec.write(said, out);
      default -> {
        return what.toString();
      }
    }
    return out.toString().strip();
  }
}
