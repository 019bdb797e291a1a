package dev.adit.relay;

import dev.adit.config.Balance;
import dev.adit.config.HostPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The targets of one relay, and which of them comes first. Thread-safe.
final class Targets {
  private volatile List<Target> all = List.of();
  private volatile Balance balance = Balance.FIRST;
  private int turn;

  /// Makes them those that are given; who stays keeps what is known of it.
  void set(List<HostPort> addresses, Balance by) {
    reachable(addresses.stream().map(Reach.Direct::new).toList(), by);
  }

  /// The same of targets that are reached in any way.
  synchronized void reachable(List<? extends Reach> reaches, Balance by) {
    List<Target> before = all;
    all =
        reaches.stream()
            .map(
                reach ->
                    before.stream()
                        .filter(target -> target.reach().equals(reach))
                        .findFirst()
                        .orElseGet(() -> new Target(reach)))
            .toList();
    balance = by;
  }

  List<Target> all() {
    return all;
  }

  /// All of them in the order in which they are to be tried: those that are there first, but where
  /// none seems to be, all the same.
  List<Target> inOrder(long nowNanos) {
    List<Target> now = all;
    if (now.size() == 1) {
      return now;
    }
    int first = balance == Balance.FIRST ? 0 : nextTurn(now, nowNanos);
    List<Target> order = new ArrayList<>(now.subList(first, now.size()));
    order.addAll(now.subList(0, first));
    order.sort(Comparator.comparingInt(target -> target.doubt(nowNanos)));
    return order;
  }

  /// Those that are there take turns among themselves, so that one that is not adds nothing to the
  /// load of its neighbour alone.
  private synchronized int nextTurn(List<Target> now, long nowNanos) {
    int least = now.stream().mapToInt(target -> target.doubt(nowNanos)).min().orElse(0);
    List<Target> best = now.stream().filter(target -> target.doubt(nowNanos) <= least).toList();
    turn = (turn + 1) % Math.max(1, best.size());
    return now.indexOf(best.get(turn));
  }
}
