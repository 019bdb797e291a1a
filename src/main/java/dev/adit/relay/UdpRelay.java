package dev.adit.relay;

import dev.adit.guard.Door;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A door for datagrams: each client's are carried on to a target by a socket of its own, and what
/// the target answers there is the client's. Thread-safe; all that moves is on one loop.
final class UdpRelay implements OpenRelays.DatagramRelay {
  private static final Logger LOG = LoggerFactory.getLogger("dev.adit.relay");

  private volatile RelaySettings settings;
  private final RelayServices services;
  private final EventLoop loop;
  private final FlowBook<UdpSession> book;
  private final Targets targets = new Targets();
  private final HealthChecks health;
  private final Throttle throttle;
  private final DatagramBuffer buffer = new DatagramBuffer();
  private final UdpServices shared;
  private final UdpSessions sessions;
  private InetSocketAddress address;
  private volatile @Nullable UdpDoor door;

  UdpRelay(RelaySettings settings, RelayServices services) {
    this.settings = settings;
    this.services = services;
    this.loop = services.loops().next();
    this.address = settings.bind();
    this.health = HealthChecks.of(settings.name(), targets, services);
    this.throttle = new Throttle(settings.relay().maxBytesPerSecond(), System.nanoTime());
    this.book =
        new FlowBook<>(services.open().totals(settings.name()), UdpSession::view, UdpSession::stop);
    // Who is one too many takes the place of the longest idle, so the guard need not count them.
    Door entry = new Door(settings.name(), 0);
    this.shared =
        new UdpServices(
            () -> this.settings, services, loop, buffer, targets, throttle, entry, book);
    this.sessions = new UdpSessions(shared);
    apply(settings);
  }

  /// Sessions that go on keep their target; limits and times hold for all of them.
  @Override
  public void tell(RelaySettings next) {
    settings = next;
    apply(next);
    loop.execute(sessions::onSettings);
  }

  private void apply(RelaySettings next) {
    targets.set(next.relay().to(), next.relay().balance());
    health.tell(next.relay());
    throttle.limit(next.relay().maxBytesPerSecond());
    int most = services.room().most();
    if (next.relay().maxSessions() > most) {
      LOG.info(
          "{}: all UDP listeners together have {} sessions at most, half of guard.max_miners or of"
              + " the open files that this process may have",
          next.name(),
          most);
    }
  }

  @Override
  public void open() throws IOException {
    UdpDoor opened = new UdpDoor(address, shared, sessions);
    door = opened;
    address = opened.address();
    services.open().opened(this);
    health.begin();
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void stopAccepting() {
    health.end();
    UdpDoor opened = door;
    if (opened != null) {
      opened.close();
    }
  }

  @Override
  public String mode() {
    return "udp";
  }

  @Override
  public boolean isOpen() {
    UdpDoor opened = door;
    return opened != null && opened.isOpen();
  }

  /// Clients speak to the address, which others may have by then: nothing can go on without it.
  @Override
  public long patienceNanos() {
    return 0;
  }

  @Override
  public CompletableFuture<?> end(long patienceNanos) {
    return book.end(0, loop).thenRun(this::forget);
  }

  private void forget() {
    services.open().gone(this);
    loop.execute(buffer::close);
  }

  @Override
  public void awaitEmpty(long millis) throws InterruptedException {
    book.awaitEmpty(millis);
  }

  @Override
  public Targets targets() {
    return targets;
  }

  @Override
  public FlowBook<UdpSession> book() {
    return book;
  }
}
