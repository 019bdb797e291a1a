package dev.adit.relay;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A door for datagrams that the kernel relays, by rules that this sets, follows up and removes.
/// What it carries is counted; who speaks to whom is not known. Thread-safe; what it does blocks,
/// on the caller's thread or its own.
@SuppressWarnings("FutureReturnValueIgnored") // scheduled tasks report for themselves
final class KernelRelay implements OpenRelays.DatagramRelay {
  private static final long FOLLOW_SECONDS = 30;
  private static final long COUNTS_NANOS = 1_000_000_000;

  private final RelayServices services;
  private final FlowBook<UdpSession> book;
  private final Targets targets = new Targets();
  private final KernelFlows flows = new KernelFlows();
  private final HealthChecks health;
  private final KernelAim aim;
  private volatile RelaySettings settings;
  private @Nullable HostCommand nft;
  private volatile @Nullable ScheduledExecutorService follower;
  private volatile @Nullable KernelRules rules;
  private KernelCounts counts = KernelCounts.NONE;
  private long countedNanos;

  KernelRelay(RelaySettings settings, RelayServices services) {
    this.settings = settings;
    this.services = services;
    this.book =
        new FlowBook<>(services.open().totals(settings.name()), UdpSession::view, UdpSession::stop);
    targets.set(settings.relay().to(), settings.relay().balance());
    health = HealthChecks.of(settings.name(), targets, services);
    health.tell(settings.relay());
    aim = new KernelAim(services, targets);
  }

  @Override
  public synchronized void open() throws IOException {
    RelaySettings now = settings;
    String objection = objection(now);
    if (!objection.isEmpty()) {
      throw new IOException(objection);
    }
    nft =
        HostCommand.find("nft")
            .orElseThrow(
                () ->
                    new IOException(
                        "via = \"kernel\" needs nftables: install it, or via = \"user\""));
    KernelRules first = aim.rules(now, null);
    try {
      nft.run(first.first(), "-f", "-");
    } catch (IOException refused) {
      throw new IOException("via = \"kernel\": " + refused.getMessage(), refused);
    }
    rules = first;
    counts = KernelCounts.NONE;
    flows.forgetUnled(now.bind());
    if (!flows.canForget()) {
      trouble(
          "conntrack is not installed, so a client that sends all the time notices no change of"
              + " the rules");
    }
    follower = following();
    services.open().opened(this);
    health.begin();
  }

  private ScheduledExecutorService following() {
    ScheduledExecutorService begun =
        Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("adit-nft", true));
    begun.scheduleWithFixedDelay(this::follow, FOLLOW_SECONDS, FOLLOW_SECONDS, TimeUnit.SECONDS);
    return begun;
  }

  private void trouble(String line) {
    services.log().trouble(name() + ": " + line);
  }

  private static String objection(RelaySettings now) {
    InetAddress bind = now.bind().getAddress();
    if (bind == null) {
      return "via = \"kernel\" knows no names: bind an address, or via = \"user\"";
    }
    if (now.bind().getPort() == 0) {
      return "via = \"kernel\" takes no free port: bind one, or via = \"user\"";
    }
    if (now.relay().maxBytesPerSecond() > 0) {
      return "via = \"kernel\" goes as fast as it goes: remove max_bytes_per_second, or via ="
          + " \"user\"";
    }
    return KernelRights.objection(bind);
  }

  /// Has the rules follow the target's name, and the configuration.
  private void follow() {
    KernelRules before = rules;
    if (before != null) {
      KernelRules next = aim.rules(settings, before);
      // A name server that is away for a while takes no target away.
      if (next.leadsSomewhere() && !next.equals(before)) {
        change(before, next);
      }
    }
  }

  private synchronized void change(KernelRules before, KernelRules next) {
    if (!before.equals(rules)) {
      return;
    }
    try {
      Objects.requireNonNull(nft).run(next.change(), "-f", "-");
      rules = next;
      forget(before);
      flows.forgetUnled(next.bind());
    } catch (IOException refused) {
      trouble(String.valueOf(refused.getMessage()));
    }
  }

  private void forget(KernelRules gone) {
    for (InetAddress target : new @Nullable InetAddress[] {gone.four(), gone.six()}) {
      if (target != null) {
        flows.forgetLed(gone.bind(), target, gone.port());
      }
    }
  }

  @Override
  public void tell(RelaySettings next) {
    settings = next;
    targets.set(next.relay().to(), next.relay().balance());
    health.tell(next.relay());
    ScheduledExecutorService following = follower;
    if (following != null) {
      following.execute(this::follow);
    }
  }

  /// Reads the counters, but no more often than once a second.
  @Override
  public synchronized void refresh() {
    long now = System.nanoTime();
    if (rules != null && now - countedNanos > COUNTS_NANOS) {
      countedNanos = now;
      count();
    }
  }

  private void count() {
    try {
      KernelCounts next =
          KernelCounts.of(
              Objects.requireNonNull(nft)
                  .run("", "-j", "list", "counters", "table", "inet", KernelRules.table(name())));
      RelayTotals totals = book.totals();
      synchronized (totals) {
        totals.carried(next.sent() - counts.sent(), next.received() - counts.received());
      }
      counts = next;
    } catch (IOException gone) {
      trouble(String.valueOf(gone.getMessage()));
    }
  }

  @Override
  public synchronized void stopAccepting() {
    health.end();
    KernelRules last = rules;
    if (last == null) {
      return;
    }
    ScheduledExecutorService following = follower;
    if (following != null) {
      follower = null;
      following.shutdownNow();
    }
    count();
    rules = null;
    try {
      Objects.requireNonNull(nft).run(KernelRules.removal(last.name()), "-f", "-");
    } catch (IOException refused) {
      trouble(String.valueOf(refused.getMessage()));
    }
    forget(last);
  }

  @Override
  public CompletableFuture<?> end(long patienceNanos) {
    return book.end(0, services.loops().door()).thenRun(() -> services.open().gone(this));
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public InetSocketAddress address() {
    return settings.bind();
  }

  @Override
  public String mode() {
    return "udp";
  }

  @Override
  public boolean isOpen() {
    return rules != null;
  }

  @Override
  public long patienceNanos() {
    return 0;
  }

  @Override
  public void awaitEmpty(long millis) {
    // nobody is in: the kernel knows them, not we
  }

  @Override
  public FlowBook<UdpSession> book() {
    return book;
  }

  @Override
  public Targets targets() {
    return targets;
  }
}
