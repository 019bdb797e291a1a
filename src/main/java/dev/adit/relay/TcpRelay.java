package dev.adit.relay;

import dev.adit.aggregate.PoolSettings;
import dev.adit.forensics.Call;
import dev.adit.forensics.Ear;
import dev.adit.forensics.Forensics;
import dev.adit.guard.Door;
import dev.adit.net.AcceptHandler;
import dev.adit.net.PeerCertificate;
import dev.adit.net.Seating;
import dev.adit.net.Visitor;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A door for connections, each of which is carried on to a target. A tap is one whose targets are
/// pools, and where somebody listens. Thread-safe.
final class TcpRelay implements OpenRelays.Relay, Seating<EventLoop> {
  /// Grows where much comes at once; what a read takes is free again after it.
  private static final RecvByteBufAllocator READS =
      new AdaptiveRecvByteBufAllocator(1_024, 16_384, 262_144);

  /// What is held of one direction when the other side is slow.
  private static final WriteBufferWaterMark HELD = new WriteBufferWaterMark(65_536, 262_144);

  private volatile Prepared prepared;
  private final RelayServices services;
  private final FlowBook<Flow> book;
  private final Targets targets = new Targets();
  private final HealthChecks health;
  private final Throttle throttle;
  private final Door entry;
  private final AcceptHandler<EventLoop> acceptor;
  private InetSocketAddress address;
  private @Nullable Channel door;

  TcpRelay(Prepared prepared, RelayServices services) {
    RelaySettings settings = prepared.settings();
    this.prepared = prepared;
    this.services = services;
    this.address = settings.bind();
    this.book = new FlowBook<>(services.open().totals(settings.name()), Flow::view, Flow::stop);
    this.health = HealthChecks.of(settings.name(), targets, services);
    this.throttle = new Throttle(settings.relay().maxBytesPerSecond(), System.nanoTime());
    this.entry = new Door(settings.name(), settings.relay().maxConnections());
    this.acceptor = new AcceptHandler<>(entry, services.guard(), services.loops(), this);
    tell(prepared);
  }

  /// Flows that go on stay as they are.
  void tell(Prepared said) {
    RelaySettings next = said.settings();
    prepared = said;
    targets.reachable(said.reaches(), next.relay().balance());
    health.tell(next.relay());
    throttle.limit(next.relay().maxBytesPerSecond());
    entry.maxMiners(next.relay().maxConnections());
    acceptor.balancers(next.balancers());
  }

  @Override
  public void open() throws IOException {
    door = services.loops().listen(address, acceptor);
    address = (InetSocketAddress) door.localAddress();
    services.open().opened(this);
    health.begin();
  }

  @Override
  public String name() {
    return prepared.settings().name();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void stopAccepting() {
    health.end();
    if (door != null) {
      door.close().awaitUninterruptibly();
    }
  }

  @Override
  public String mode() {
    return prepared.settings().tap() == null ? "tcp" : "tap";
  }

  @Override
  public boolean isOpen() {
    return door != null && door.isOpen();
  }

  @Override
  public long patienceNanos() {
    return prepared.settings().relay().drain().toNanos();
  }

  @Override
  public CompletableFuture<?> end(long patienceNanos) {
    return book.end(patienceNanos, services.loops().door())
        .thenRun(() -> services.open().gone(this));
  }

  @Override
  public void awaitEmpty(long millis) throws InterruptedException {
    book.awaitEmpty(millis);
  }

  @Override
  public EventLoop seat(Visitor visitor) {
    return services.loops().next();
  }

  @Override
  public EventLoop loop(EventLoop place) {
    return place;
  }

  @Override
  public void furnish(Channel channel, Visitor visitor, EventLoop place) {
    Prepared now = prepared;
    channel.config().setAutoRead(false);
    prepare(channel, now.settings());
    if (now.tls() != null) {
      channel.pipeline().addLast(now.tls().newHandler(channel.alloc()));
    }
    Flow flow = new Flow(this, now.settings(), visitor, channel, place);
    channel.pipeline().addLast(flow.client());
  }

  /// Makes a connection of either side ready to be carried.
  void prepare(Channel channel, RelaySettings how) {
    ChannelConfig config = channel.config();
    config.setOption(ChannelOption.TCP_NODELAY, true);
    config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    config.setRecvByteBufAllocator(READS);
    config.setWriteBufferWaterMark(HELD);
    services.loops().probe(channel, how.keepalive());
  }

  @Override
  public void vacated(EventLoop place, Visitor visitor) {
    // it never became a flow
  }

  @Override
  public void onNoHeader() {
    book.totals().turnedAway();
  }

  RelayServices services() {
    return services;
  }

  @Override
  public Targets targets() {
    return targets;
  }

  Throttle throttle() {
    return throttle;
  }

  void onBegin(Flow flow) {
    book.begun(flow);
  }

  /// Where somebody listens to what this flow carries, their ear.
  @Nullable Ear listen(Flow flow, Reach to, Channel target) {
    Forensics watching = services.watching().get();
    if (watching == null || !(to instanceof Reach.Pool(PoolSettings pool, _))) {
      return null;
    }
    return watching.listen(
        new Call(
            Call.Kind.MINER,
            name(),
            Addresses.text(flow.from()),
            pool.name(),
            pool.host(),
            pool.port(),
            pool.algorithm(),
            PeerCertificate.sha256(target)),
        flow.visitor(),
        this::loginNanos);
  }

  private long loginNanos() {
    RelaySettings.Tap tap = prepared.settings().tap();
    return tap == null ? 0 : tap.loginNanos();
  }

  void onMissed(String target, String why) {
    services.log().trouble("%s: can't reach %s: %s".formatted(name(), target, why));
  }

  void onEnd(Flow flow, FlowEnd why, String detail) {
    FlowView last = flow.view(System.nanoTime());
    book.ended(flow, last, why);
    services.log().ended(name(), last, why, detail);
  }

  @Override
  public FlowBook<Flow> book() {
    return book;
  }
}
