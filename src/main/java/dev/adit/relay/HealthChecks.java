package dev.adit.relay;

import dev.adit.config.HealthConfig;
import dev.adit.config.RelayConfig;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The checks of one relay's targets, while it is open. Thread-safe: all is done on one loop, in
/// the order in which it was asked for.
final class HealthChecks {

  /// What a check goes by: where it changes, checks begin anew.
  private record Terms(HealthConfig how, HealthCheck.Prober prober, RelayConfig relay) {
    boolean sameAs(Terms other) {
      return how.equals(other.how)
          && relay.source().equals(other.relay.source())
          && relay.sendProxy() == other.relay.sendProxy();
    }
  }

  private final Targets targets;
  private final EventLoop loop;
  private final Function<RelayConfig, HealthCheck.Prober> probers;
  private final HealthCheck.News news;
  private final List<HealthCheck> running = new ArrayList<>();
  private @Nullable Terms terms;
  private boolean open;

  /// @param probers makes what tries a target of such a relay, on the loop
  HealthChecks(
      Targets targets,
      EventLoop loop,
      Function<RelayConfig, HealthCheck.Prober> probers,
      HealthCheck.News news) {
    this.targets = targets;
    this.loop = loop;
    this.probers = probers;
    this.news = news;
  }

  /// Those of a relay of that name, over the network.
  static HealthChecks of(String relay, Targets targets, RelayServices services) {
    EventLoop loop = services.loops().next();
    return new HealthChecks(
        targets,
        loop,
        how -> new TargetProbe(how, loop, services),
        (target, problem) -> services.log().health(relay, target, problem));
  }

  /// What is said of the relay now; its targets know of it already.
  void tell(RelayConfig relay) {
    execute(() -> apply(relay));
  }

  void begin() {
    execute(
        () -> {
          open = true;
          arrange();
        });
  }

  /// Until it begins again.
  void end() {
    execute(
        () -> {
          open = false;
          stop();
        });
  }

  private void execute(Runnable step) {
    try {
      loop.execute(step);
    } catch (RejectedExecutionException ended) {
      // and the checks with the loop
    }
  }

  private void apply(RelayConfig relay) {
    Terms before = terms;
    HealthConfig how = relay.health();
    Terms next = how == null ? null : new Terms(how, probers.apply(relay), relay);
    if (before == null || next == null || !before.sameAs(next)) {
      stop();
      terms = next;
    }
    if (next == null) {
      targets.all().forEach(Target::unchecked);
    }
    arrange();
  }

  private void stop() {
    running.forEach(HealthCheck::stop);
    running.clear();
  }

  /// Has each target checked, and none that is no more.
  private void arrange() {
    Terms now = terms;
    if (now == null || !open) {
      return;
    }
    List<Target> wanted = new ArrayList<>(targets.all());
    List<HealthCheck> gone =
        running.stream().filter(check -> !wanted.contains(check.target())).toList();
    gone.forEach(HealthCheck::stop);
    running.removeAll(gone);
    running.forEach(check -> wanted.remove(check.target()));
    for (Target target : wanted) {
      HealthCheck check = new HealthCheck(target, now.how(), now.prober(), loop, news);
      running.add(check);
      check.tryNow();
    }
  }
}
