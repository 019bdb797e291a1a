package dev.adit.forensics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All that was found, one record for each finding. Written on the analyser's thread, read on any.
final class AlertBook {
  private static final int MOST = 1_000;

  /// Who listens is told again of the same thing after so long, or when it is ten times as many.
  private static final long AGAIN_NANOS = 3_600_000_000_000L;

  /// Of so many it is remembered when they were told of: more than alerts, lest those of many
  /// miners drive each other out and be new each time.
  private static final int MOST_TOLD = 20_000;

  /// Who listens is told of so many new miners with one and the same finding, and of one more each
  /// minute: strangers with many addresses shall fill no file.
  private static final int MOST_NEW = 1_000;

  private static final long MORE_NANOS = 60_000_000_000L;

  private record Key(Suspicion what, String pool, String miner) {}

  private record Told(long count, long nanos) {}

  private final Map<Key, Alert> alerts = new HashMap<>();
  private final Recent<Key, Told> told = new Recent<>(MOST_TOLD);
  private final Map<Suspicion, Allowance> allowances = new EnumMap<>(Suspicion.class);
  private final Map<Suspicion, Long> counts = new EnumMap<>(Suspicion.class);
  private final List<Consumer<Alert>> listeners = new CopyOnWriteArrayList<>();
  private long lastNumber;

  /// @param data texts, numbers and booleans in an order that reads well
  void report(
      @Nullable Call call,
      Moment at,
      Suspicion what,
      String description,
      Map<String, Object> data) {
    String pool = call == null || what.of() == Suspicion.Of.HERE ? "" : call.pool();
    String miner = call == null ? "" : call.miner();
    String address = call == null ? "" : call.address();
    Key key = new Key(what, pool, what.of() == Suspicion.Of.MINER ? address : "");
    Alert alert;
    synchronized (this) {
      counts.merge(what, 1L, Long::sum);
      Alert before = alerts.get(key);
      if (before == null) {
        makeRoom();
        String listener = call == null ? "" : call.listener();
        alert = new Alert(++lastNumber, what, description, data, listener, miner, pool, at, at, 1);
      } else {
        alert = before.again(at, description, data, miner);
      }
      alerts.put(key, alert);
      Told last = told.get(key);
      if (last != null
          && alert.count() < 10 * last.count()
          && at.nanos() - last.nanos() < AGAIN_NANOS) {
        return;
      }
      if (last == null && !mayTell(what, at)) {
        return;
      }
      told.put(key, new Told(alert.count(), at.nanos()));
    }
    listeners.forEach(listener -> listener.accept(alert));
  }

  /// A block is always told of: it can't be made up.
  private boolean mayTell(Suspicion what, Moment at) {
    return what.of() != Suspicion.Of.MINER
        || what == Suspicion.BLOCK
        || allowances.computeIfAbsent(what, _ -> new Allowance(MOST_NEW, MORE_NANOS, at)).take(at);
  }

  /// The oldest of what there is most of goes, so that nobody drives out what is found of others.
  private void makeRoom() {
    if (alerts.size() < MOST) {
      return;
    }
    Map<Suspicion, Integer> each = new EnumMap<>(Suspicion.class);
    alerts.keySet().forEach(key -> each.merge(key.what(), 1, Integer::sum));
    Suspicion most = Collections.max(each.entrySet(), Map.Entry.comparingByValue()).getKey();
    alerts.entrySet().stream()
        .filter(it -> it.getKey().what() == most)
        .min(Comparator.comparingLong(it -> it.getValue().last().nanos()))
        .ifPresent(oldest -> alerts.remove(oldest.getKey()));
  }

  /// Told of each alert when it is new, and now and then when it comes again. On the analyser's
  /// thread: it must not wait.
  void listen(Consumer<Alert> listener) {
    listeners.add(listener);
  }

  void unlisten(Consumer<Alert> listener) {
    listeners.remove(listener);
  }

  /// The newest first.
  synchronized List<Alert> alerts() {
    List<Alert> all = new ArrayList<>(alerts.values());
    all.sort(Comparator.comparingLong((Alert it) -> it.last().nanos()).reversed());
    return all;
  }

  /// How often each was found, ever.
  synchronized Map<Suspicion, Long> counts() {
    return new EnumMap<>(counts);
  }
}
