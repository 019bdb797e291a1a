package dev.adit.aggregate;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which of a lane's pools its miners work for, and which others are kept ready: in order of
/// preference, on demand.
final class PoolChoice {
  private List<PoolLine> lines;
  private int ready;

  /// Gone from the configuration, but miners still work for them.
  private List<PoolLine> retired = List.of();

  private @Nullable PoolLine serving;

  /// Whether the miners have been told to work for `serving` since it opened.
  private boolean served;

  private boolean wanted;

  /// @param lines in order of preference, at least one
  /// @param ready how many of them are to be open at a time
  PoolChoice(List<PoolLine> lines, int ready) {
    this.lines = lines;
    this.ready = ready;
  }

  /// Others are preferred now; the lines that are not among them are left when nobody needs them,
  /// at once where they are of no use to anybody.
  void replace(List<PoolLine> next, int open, long nowNanos) {
    retired = all().stream().filter(line -> !next.contains(line)).toList();
    retired.stream().filter(line -> !line.isOpen()).forEach(line -> line.leave(nowNanos));
    lines = next;
    ready = open;
  }

  /// In order of preference.
  List<PoolLine> lines() {
    return lines;
  }

  /// Those that are being left included.
  List<PoolLine> all() {
    return retired.isEmpty() ? lines : Stream.concat(lines.stream(), retired.stream()).toList();
  }

  /// The pool that serves, or did until it failed, or is the first to be asked.
  PoolLine line() {
    return serving == null ? lines.getFirst() : serving;
  }

  /// The miners are there, and there is a pool for them.
  boolean isServing() {
    return served && line().isOpen();
  }

  /// There are miners.
  void want(long nowNanos) {
    if (!wanted) {
      wanted = true;
      connect(nowNanos);
    }
  }

  /// There are none any more.
  void leave(long nowNanos) {
    wanted = false;
    serving = null;
    served = false;
    all().forEach(line -> line.leave(nowNanos));
    retired = List.of();
  }

  /// The line's connection ended.
  ///
  /// @param failed while miners worked for it, by its own fault
  void lost(PoolLine line, boolean failed, long nowNanos) {
    if (line == serving) {
      served = false;
    }
    if (failed) {
      line.countFlap(nowNanos);
    }
  }

  /// Looks at all lines: dials those that should be there, leaves those that need not.
  ///
  /// @return the line that miners must turn to now, where that has changed or it is back
  @Nullable PoolLine review(long nowNanos) {
    if (!wanted) {
      return null;
    }
    PoolLine best = best(nowNanos);
    boolean turn = best != null && (best != serving || !served);
    if (turn) {
      serving = best;
      served = true;
    }
    connect(nowNanos);
    return turn ? best : null;
  }

  private @Nullable PoolLine best(long nowNanos) {
    PoolLine present = serving != null && serving.isOpen() ? serving : null;
    boolean stays = present != null && !mustGo(present, nowNanos);
    if (present == null && serving != null) {
      for (PoolLine line : lines) {
        if (line.canServe(nowNanos)) {
          return line;
        }
      }
    }
    for (PoolLine line : lines) {
      if ((stays && line == present) || mayServe(line, present, nowNanos)) {
        return line;
      }
      if (!stays && line.isFreshlyTried(nowNanos)) {
        return present;
      }
    }
    return present;
  }

  private boolean mayServe(PoolLine line, @Nullable PoolLine present, long nowNanos) {
    if (serving == null) {
      return line.isOpen();
    }
    if (present == null) {
      return line.mayRescue(nowNanos);
    }
    return mustGo(present, nowNanos) ? line.hasWork() : line.isTrusted(nowNanos);
  }

  /// It is to be left as soon as another has work.
  private boolean mustGo(PoolLine present, long nowNanos) {
    return retired.contains(present) || present.isIdle(nowNanos);
  }

  /// From the first on: as many as are to be open, and those before them that are not.
  private void connect(long nowNanos) {
    int missing = ready;
    boolean waiting = false;
    for (PoolLine line : lines) {
      if (missing == 0) {
        if (line != serving && !line.isInUse()) {
          line.leave(nowNanos);
        }
        continue;
      }
      if (!waiting) {
        line.want(nowNanos);
      }
      if (line.isOpen()) {
        missing--;
      } else {
        waiting |= line.isFreshlyTried(nowNanos);
      }
    }
    for (PoolLine line : retired) {
      if (line != serving && !line.isInUse()) {
        line.leave(nowNanos);
        retired = retired.stream().filter(other -> other != line).toList();
      }
    }
  }
}
