package dev.adit.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of a lane's pools its miners work for, and which others are kept ready: in order of
/// preference, on demand.
final class PoolChoice {
  private final LaneSettings settings;
  private final List<PoolLine> lines;
  private @Nullable PoolLine serving;

  /// Whether the miners have been told to work for `serving` since it opened.
  private boolean served;

  private boolean wanted;

  /// @param lines in order of preference, at least one
  PoolChoice(LaneSettings settings, List<PoolLine> lines) {
    this.settings = settings;
    this.lines = lines;
  }

  List<PoolLine> lines() {
    return lines;
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
    lines.forEach(line -> line.leave(nowNanos));
  }

  /// The line's connection ended.
  void lost(PoolLine line, boolean failed, long nowNanos) {
    if (line == serving) {
      served = false;
      if (failed) {
        line.countFlap(nowNanos);
      }
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
    boolean rescue = serving == null || !serving.isOpen();
    for (PoolLine line : lines) {
      if (line == serving && line.isOpen()) {
        return line;
      }
      if (rescue ? mayServe(line, nowNanos) : line.isTrusted(nowNanos)) {
        return line;
      }
      if (rescue && line.isFreshlyTried(nowNanos)) {
        return null;
      }
    }
    return null;
  }

  private boolean mayServe(PoolLine line, long nowNanos) {
    return serving == null ? line.isOpen() : line.mayRescue(nowNanos);
  }

  /// From the first on: as many as are to be open, and those before them that are not.
  private void connect(long nowNanos) {
    int missing = settings.hotStandby() ? 2 : 1;
    for (PoolLine line : lines) {
      if (missing > 0) {
        line.want(nowNanos);
        if (line.isFreshlyTried(nowNanos)) {
          missing = 0;
        } else if (line.isOpen()) {
          missing--;
        }
      } else if (line != serving && !line.isInUse()) {
        line.leave(nowNanos);
      }
    }
  }
}
