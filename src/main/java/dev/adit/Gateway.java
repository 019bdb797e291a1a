package dev.adit;

import dev.adit.admin.AdminServer;
import dev.adit.admin.GatewayView;
import dev.adit.admin.LaneTotals;
import dev.adit.admin.ListenerView;
import dev.adit.admin.LiveState;
import dev.adit.admin.PeriodicReport;
import dev.adit.admin.Phase;
import dev.adit.admin.Rereading;
import dev.adit.aggregate.LaneView;
import dev.adit.config.AditConfig;
import dev.adit.config.HostPort;
import dev.adit.config.ListenerConfig;
import dev.adit.config.PoolConfig;
import dev.adit.ledger.BlockLog;
import dev.adit.net.DoorView;
import dev.adit.net.Doors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running program: builds everything from a configuration, starts it, shows it, stops it.
final class Gateway implements LiveState {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private volatile AditConfig config;
  private final String version = Version.number();
  private final long startNanos = System.nanoTime();
  private final Doors doors;

  /// What listeners that a reload has closed had counted, so that no total ever falls.
  private final Map<String, LaneTotals> former = new ConcurrentHashMap<>();

  private final BlockLog blocks;
  private final Rereading rereading;
  private final PeriodicReport report = new PeriodicReport(this);
  private @Nullable AdminServer admin;
  private volatile Phase phase = Phase.STARTING;

  /// @param directory where found blocks are written down
  /// @param rereading what HTTP does where it is asked to reload
  Gateway(AditConfig config, Path directory, Rereading rereading) {
    this.config = config;
    this.rereading = rereading;
    this.blocks = BlockLog.open(directory);
    this.doors = new Doors(ProxySettings.transports(config), blocks::write);
  }

  /// Opens all doors; HTTP starts beside them, since it takes longest.
  ///
  /// @return what is served where, "farm 0.0.0.0:3333" each
  /// @throws IOException with a message for the user, where something can't be had; nothing is left
  ///   open then
  List<String> start() throws IOException, InterruptedException {
    warnOfWhatIsUnsafe();
    HostPort listen = config.admin().listen();
    CompletableFuture<@Nullable HostPort> http =
        listen == null
            ? CompletableFuture.completedFuture(null)
            : CompletableFuture.supplyAsync(this::startAdmin, job -> new Thread(job).start());
    List<String> served = new ArrayList<>();
    try {
      for (ListenerConfig listener : config.listeners()) {
        served.add(open(listener));
      }
      HostPort address = http.join();
      if (address != null) {
        served.add("admin " + shown(address, address.port()));
      }
    } catch (IOException | CompletionException failed) {
      http.exceptionally(_ -> null).join();
      stop();
      throw new IOException(
          failed instanceof CompletionException && failed.getCause() != null
              ? failed.getCause().getMessage()
              : failed.getMessage(),
          failed);
    }
    phase = Phase.SERVING;
    report.start(config.report().every());
    return served;
  }

  private HostPort startAdmin() {
    try {
      AdminServer server = new AdminServer(config.admin(), this, rereading);
      admin = server;
      return server.start();
    } catch (IOException taken) {
      throw new CompletionException(taken);
    }
  }

  private String open(ListenerConfig listener) throws IOException {
    try {
      InetSocketAddress address =
          doors.open(ProxySettings.listener(config, listener, "adit/" + version));
      return listener.name() + " " + shown(listener.bind(), address.getPort());
    } catch (IOException refused) {
      throw new IOException(
          "listener.%s: %s"
              .formatted(listener.name(), BindFailure.inWords(listener.bind(), refused)),
          refused);
    }
  }

  /// Applies what a file that was read again changes, one after another and none while it stops. A
  /// listener that is to listen elsewhere is closed and opened anew; all others keep their miners.
  ///
  /// @return what has changed, a line each
  synchronized List<String> reload(AditConfig next) throws InterruptedException {
    AditConfig before = config;
    if (phase != Phase.SERVING) {
      return List.of();
    }
    Set<String> reopened = Reload.reopened(before, next);
    config = next;
    doors.pools(ProxySettings.transports(next));
    for (String name : reopened) {
      LaneView counted = doors.shut(name);
      if (counted != null) {
        former.merge(name, LaneTotals.of(counted), LaneTotals::plus);
      }
    }
    for (ListenerConfig listener : next.listeners()) {
      if (reopened.contains(listener.name())) {
        reopen(listener);
      } else {
        doors.reconfigure(ProxySettings.listener(next, listener, "adit/" + version));
      }
    }
    doors.renewCertificates();
    if (!next.report().equals(before.report())) {
      report.start(next.report().every());
    }
    return Reload.lines(before, next);
  }

  private void reopen(ListenerConfig listener) {
    try {
      LOG.info("serving {}", open(listener));
    } catch (IOException refused) {
      LOG.error("{}; this listener stays closed", refused.getMessage());
    }
  }

  private static String shown(HostPort asked, int port) {
    return new HostPort(asked.host().isEmpty() ? "0.0.0.0" : asked.host(), port).toString();
  }

  private void warnOfWhatIsUnsafe() {
    HostPort listen = config.admin().listen();
    if (listen != null && !listen.isLoopback() && config.admin().openReadOnly()) {
      LOG.warn(
          "admin {}: anyone who reaches it can read status and metrics, addresses of miners"
              + " included; set a password, or listen on 127.0.0.1",
          listen);
    }
    for (PoolConfig pool : config.pools()) {
      if (pool.insecureSkipVerify()) {
        LOG.warn(
            "pool.{}: insecure_skip_verify is on, so anyone on the way can pose as the pool",
            pool.name());
      }
    }
  }

  @Override
  public @Nullable GatewayView view(boolean withMiners) {
    List<DoorView> open;
    try {
      open = doors.views(withMiners);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    }
    if (open == null) {
      return null;
    }
    List<LaneView> lanes = new ArrayList<>();
    Map<String, LaneTotals> ended = new TreeMap<>();
    Map<String, DoorView> byName =
        open.stream().collect(Collectors.toMap(DoorView::name, door -> door));
    List<ListenerView> listeners = new ArrayList<>();
    for (ListenerConfig listener : config.listeners()) {
      DoorView door = byName.get(listener.name());
      LaneView past = door == null ? null : door.ended();
      LaneTotals totals = past == null ? LaneTotals.none() : LaneTotals.of(past);
      LaneTotals before = former.get(listener.name());
      ended.put(listener.name(), before == null ? totals : totals.plus(before));
      lanes.addAll(door == null ? List.of() : door.lanes());
      listeners.add(listenerView(listener, door));
    }
    return new GatewayView(version, phase, System.nanoTime() - startNanos, listeners, lanes, ended);
  }

  private static ListenerView listenerView(ListenerConfig listener, @Nullable DoorView door) {
    return new ListenerView(
        listener.name(),
        listener.mode().toString(),
        door == null ? "" : shown(listener.bind(), door.address().getPort()),
        door == null ? 0 : door.miners(),
        door == null ? Map.of() : door.turnedAway(),
        listener.pools(),
        ProxySettings.vardiff(listener.vardiff()));
  }

  /// Takes no more miners, delivers what pools still have to answer, closes everything. Within 5 s.
  synchronized void stop() throws InterruptedException {
    phase = Phase.STOPPING;
    report.stop();
    doors.close();
    AdminServer server = admin;
    if (server != null) {
      server.stop();
    }
    blocks.close();
  }
}
