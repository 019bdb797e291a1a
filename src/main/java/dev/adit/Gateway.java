package dev.adit;

import dev.adit.admin.AdminServer;
import dev.adit.admin.GatewayView;
import dev.adit.admin.GuardView;
import dev.adit.admin.LaneTotals;
import dev.adit.admin.ListenerView;
import dev.adit.admin.LiveState;
import dev.adit.admin.PeriodicReport;
import dev.adit.admin.Phase;
import dev.adit.admin.RelayState;
import dev.adit.admin.Rereading;
import dev.adit.aggregate.LaneView;
import dev.adit.config.AditConfig;
import dev.adit.config.HostPort;
import dev.adit.config.ListenerConfig;
import dev.adit.config.RelayConfig;
import dev.adit.config.TapConfig;
import dev.adit.forensics.Forensics;
import dev.adit.guard.Guard;
import dev.adit.ledger.BlockLog;
import dev.adit.net.DoorPlan;
import dev.adit.net.DoorView;
import dev.adit.net.Doors;
import dev.adit.relay.Relays;
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
  private final Relays relays;

  private final GuardWatch watch;

  private final Ears ears;

  private final BlockLog blocks;
  private final Rereading rereading;
  private final PeriodicReport report = new PeriodicReport(this);
  private @Nullable AdminServer admin;
  private volatile Phase phase = Phase.STARTING;

  /// @param directory where found blocks are written down
  /// @param rereading what HTTP does where it is asked to reload
  Gateway(AditConfig config, Path directory, Rereading rereading) {
    this(config, directory, rereading, Forensics::of);
  }

  /// @param listening makes what hears what miners and pools say, where that is wanted
  Gateway(AditConfig config, Path directory, Rereading rereading, Ears.Maker listening) {
    this.config = config;
    this.rereading = rereading;
    this.blocks = BlockLog.open(directory);
    this.watch = new GuardWatch(ProxySettings.guard(config), config.guard().file());
    this.doors = new Doors(blocks::write, watch.guard());
    this.relays = new Relays(doors.loops(), watch.guard(), doors.poolTls());
    this.ears = new Ears(doors, relays, listening, block -> blocks.write(block, () -> {}));
  }

  /// Opens all doors; HTTP starts beside them, since it takes longest.
  ///
  /// @return what is served where, "farm 0.0.0.0:3333" each
  /// @throws IOException with a message for the user, where something can't be had; nothing is left
  ///   open then
  List<String> start() throws IOException, InterruptedException {
    Cautions.tell(config);
    watch.start();
    HostPort listen = config.admin().listen();
    CompletableFuture<@Nullable HostPort> http =
        listen == null
            ? CompletableFuture.completedFuture(null)
            : CompletableFuture.supplyAsync(this::startAdmin, job -> new Thread(job).start());
    List<String> problems = new ArrayList<>(openDoors(config, Set.of()));
    HostPort address = null;
    try {
      address = http.join();
    } catch (CompletionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      problems.add(String.valueOf(cause.getMessage()));
    }
    if (!problems.isEmpty()) {
      stop();
      throw new IOException(String.join("\nadit: ", problems));
    }
    phase = Phase.SERVING;
    report.start(config.report().every());
    List<String> served = new ArrayList<>(config.listeners().stream().map(this::served).toList());
    if (address != null) {
      served.add("admin " + shown(address, address.port()));
    }
    return served;
  }

  private HostPort startAdmin() {
    try {
      AdminServer server = new AdminServer(config.admin(), this, rereading, watch.guard());
      admin = server;
      return server.start();
    } catch (IOException taken) {
      throw new CompletionException(taken);
    }
  }

  /// What could not be had, a line each; then nothing has changed.
  private List<String> openDoors(AditConfig next, Set<String> reopened) {
    ears.open(next);
    Map<String, HostPort> binds =
        next.listeners().stream()
            .collect(Collectors.toMap(ListenerConfig::name, ListenerConfig::bind));
    List<DoorPlan> plans = next.listeners().stream().map(listener -> plan(next, listener)).toList();
    List<String> problems = new ArrayList<>();
    doors
        .change(plans, reopened)
        .forEach(
            (name, refused) -> {
              HostPort bind = binds.getOrDefault(name, new HostPort("", 0));
              problems.add("listener.%s: %s".formatted(name, BindFailure.inWords(bind, refused)));
            });
    if (problems.isEmpty()) {
      ears.follow(next);
    } else {
      ears.withdraw();
    }
    return problems;
  }

  private DoorPlan plan(AditConfig next, ListenerConfig listener) {
    RelayConfig relay = listener.relay();
    TapConfig tap = listener.tap();
    if (relay != null) {
      return relays.plan(ProxySettings.relay(listener, relay));
    }
    return tap == null
        ? doors.forMiners(ProxySettings.listener(next, listener, "adit/" + version))
        : relays.plan(ProxySettings.tap(next, listener, tap));
  }

  private String served(ListenerConfig listener) {
    return listener.name() + " " + shown(listener.bind(), doors.address(listener.name()).getPort());
  }

  Relays relays() {
    return relays;
  }

  Guard guard() {
    return watch.guard();
  }

  private void backToTheFile(@Nullable Path bans, List<String> problems) {
    try {
      watch.file(bans);
    } catch (IOException unusable) {
      problems.add(String.valueOf(unusable.getMessage()));
    }
  }

  /// Applies what a file that was read again changes, one after another and none while it stops. A
  /// listener that is to listen elsewhere is closed and opened anew; all others keep their miners.
  synchronized Rereading.Outcome reload(AditConfig next) {
    AditConfig before = config;
    if (phase != Phase.SERVING) {
      return new Rereading.Outcome(false, List.of("stopping"));
    }
    try {
      watch.file(next.guard().file());
    } catch (IOException unusable) {
      return new Rereading.Outcome(false, List.of(String.valueOf(unusable.getMessage())));
    }
    Set<String> reopened = Reload.reopened(before, next);
    List<String> problems = new ArrayList<>(openDoors(next, reopened));
    if (!problems.isEmpty()) {
      backToTheFile(before.guard().file(), problems);
      return new Rereading.Outcome(false, problems);
    }
    config = next;
    watch.settings(ProxySettings.guard(next));
    Cautions.tell(next);
    next.listeners().stream()
        .filter(listener -> reopened.contains(listener.name()))
        .forEach(listener -> LOG.info("serving {}", served(listener)));
    if (!next.report().equals(before.report())) {
      report.start(next.report().every());
    }
    return new Rereading.Outcome(true, Reload.lines(before, next));
  }

  private static String shown(HostPort asked, int port) {
    return new HostPort(asked.host(), port).toString();
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
    for (DoorView door : open) {
      LaneView past = door.ended();
      ended.put(door.name(), past == null ? LaneTotals.none() : LaneTotals.of(past));
      lanes.addAll(door.lanes());
    }
    List<RelayState> relayed = relays.views(true).stream().map(RelayStates::of).toList();
    long nowNanos = System.nanoTime();
    Forensics listening = ears.forensics();
    return new GatewayView(
        version,
        phase,
        nowNanos - startNanos,
        listeners(open, relayed),
        lanes,
        ended,
        relayed,
        GuardView.of(watch.guard(), nowNanos),
        blocks.found(),
        listening == null ? null : listening.view());
  }

  @Override
  public @Nullable Forensics forensics() {
    return ears.forensics();
  }

  private List<ListenerView> listeners(List<DoorView> open, List<RelayState> relayed) {
    Map<String, DoorView> doorsByName =
        open.stream().collect(Collectors.toMap(DoorView::name, door -> door));
    Map<String, RelayState> relaysByName =
        relayed.stream().collect(Collectors.toMap(RelayState::name, relay -> relay));
    return config.listeners().stream()
        .map(
            listener ->
                listener.relay() == null && listener.tap() == null
                    ? listenerView(listener, doorsByName.get(listener.name()))
                    : RelayStates.listener(listener, relaysByName.get(listener.name())))
        .toList();
  }

  private static ListenerView listenerView(ListenerConfig listener, @Nullable DoorView door) {
    InetSocketAddress address = door == null ? null : door.address();
    return new ListenerView(
        listener.name(),
        listener.mode().toString(),
        address == null ? "" : shown(listener.bind(), address.getPort()),
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
    relays.close();
    ears.close();
    watch.close();
    AdminServer server = admin;
    if (server != null) {
      server.stop();
    }
    blocks.close();
  }
}
