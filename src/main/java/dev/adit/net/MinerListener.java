package dev.adit.net;

import dev.adit.aggregate.CloseReason;
import dev.adit.aggregate.LaneSettings;
import dev.adit.aggregate.LaneView;
import dev.adit.guard.Door;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A door for miners: the socket that listens, and the lanes behind it. Thread-safe.
@SuppressWarnings("FutureReturnValueIgnored") // scheduled tasks report for themselves
final class MinerListener implements Entrance, Seating<LaneRunner> {
  private static final long CLEARING_SECONDS = 60;

  /// For what pools still have to answer.
  private static final long PATIENCE_NANOS = 3_000_000_000L;

  /// The kernel doubles it. Left alone it would grow to megabytes for a miner that does not read.
  private static final int SEND_BUFFER_BYTES = 64 << 10;

  /// A miner's requests are short; what a read takes is free again after it.
  private static final RecvByteBufAllocator SHORT_LINES =
      new AdaptiveRecvByteBufAllocator(256, 1_024, 16_384).maxMessagesPerRead(4);

  private volatile ListenerSettings settings;
  private final EventLoops loops;
  private final LaneServices services;
  private volatile @Nullable SslContext tls;
  private final AtomicInteger lanesOpened = new AtomicInteger();
  private final SecureRandom random = new SecureRandom();
  private final LaneRoster<LaneRunner> roster;
  private final Door entry;
  private final AcceptHandler<LaneRunner> acceptor;
  private final List<LaneRunner> parting = new ArrayList<>();
  private final PastLanes past;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private InetSocketAddress address;
  private @Nullable Channel door;
  private @Nullable ScheduledFuture<?> clearing;
  private boolean ending;

  /// @param tls null: none
  /// @param past where its lanes leave their numbers
  MinerListener(
      ListenerSettings settings,
      @Nullable SslContext tls,
      EventLoops loops,
      LaneServices services,
      PastLanes past) {
    this.settings = settings;
    this.tls = tls;
    this.address = settings.bind();
    this.loops = loops;
    this.services = services;
    this.past = past;
    this.roster = new LaneRoster<>(settings.minersPerLane(), this::openLane, System::nanoTime);
    this.entry = new Door(settings.name(), settings.maxMiners());
    this.acceptor = new AcceptHandler<>(entry, services.guard(), loops, this);
    acceptor.balancers(settings.balancers());
  }

  @Override
  public void open() throws IOException {
    door = loops.listen(address, acceptor);
    clearing =
        loops
            .door()
            .scheduleWithFixedDelay(
                this::partFromEmptyLanes, CLEARING_SECONDS, CLEARING_SECONDS, TimeUnit.SECONDS);
    address = (InetSocketAddress) door.localAddress();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  /// The configuration says something else of this listener, but not where it listens; its miners
  /// stay. TLS is for connections from now on, others keep what they have.
  ///
  /// @param tls null: none
  void reconfigure(ListenerSettings next, @Nullable SslContext tls) {
    LaneSettings before = settings.lane();
    settings = next;
    this.tls = tls;
    roster.minersPerLane(next.minersPerLane());
    entry.maxMiners(next.maxMiners());
    acceptor.balancers(next.balancers());
    if (!next.lane().equals(before)) {
      roster.lanes().forEach(lane -> lane.reconfigure(next.lane()));
    }
  }

  private LaneRunner openLane() {
    LaneRunner lane =
        new LaneRunner(
            lanesOpened.getAndIncrement(), loops.nextLoop(), settings.lane(), services, random);
    lane.start();
    return lane;
  }

  @Override
  public @Nullable LaneRunner seat(Visitor visitor) {
    return roster.enter(visitor.address());
  }

  @Override
  public EventLoop loop(LaneRunner lane) {
    return lane.loop().eventLoop();
  }

  @Override
  public void vacated(LaneRunner lane, Visitor visitor) {
    roster.leave(lane, visitor.address());
  }

  @Override
  public void onNoHeader() {
    roster.turnedAway(CloseReason.NO_PROXY_HEADER);
  }

  @Override
  public void furnish(Channel miner, Visitor visitor, LaneRunner lane) {
    ChannelConfig config = miner.config();
    config.setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES);
    config.setOption(ChannelOption.TCP_NODELAY, true);
    config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
    config.setRecvByteBufAllocator(SHORT_LINES);
    config.setWriteBufferWaterMark(LineWriter.BOUND);
    loops.probe(miner, settings.keepalive());
    Pipelines.miner(miner, visitor, settings.keepalive(), tls, roster, lane);
  }

  private void partFromEmptyLanes() {
    synchronized (past) {
      roster.forgetTheEmpty().forEach(lane -> partFrom(lane, 0));
    }
  }

  private void partFrom(LaneRunner lane, long patienceNanos) {
    parting.add(lane);
    lane.stop(patienceNanos).thenAccept(last -> partedFrom(lane, last));
  }

  private void partedFrom(LaneRunner lane, LaneView last) {
    synchronized (past) {
      parting.remove(lane);
      past.add(last);
      endWhereAllHaveParted();
    }
  }

  private void endWhereAllHaveParted() {
    if (ending && parting.isEmpty() && !ended.isDone()) {
      past.add(roster.turnedAway(), acceptor.failures());
      ended.complete(null);
    }
  }

  /// Asks all lanes that have not left their numbers in the past for a look at them. Who holds the
  /// past's lock finds each lane in one of the two.
  List<CompletableFuture<LaneView>> ask(boolean withMiners) {
    synchronized (past) {
      List<LaneRunner> living = new ArrayList<>(parting);
      if (!ending) {
        living.addAll(roster.lanes());
      }
      return living.stream().map(lane -> lane.view(withMiners)).toList();
    }
  }

  int miners() {
    return roster.miners();
  }

  /// Adds the connections that were turned away, and returns how many could not be taken in;
  /// nothing where both are in the past already.
  long addTurnedAway(Map<CloseReason, Long> sum) {
    synchronized (past) {
      if (ended.isDone()) {
        return 0;
      }
      roster.turnedAway().forEach((reason, count) -> sum.merge(reason, count, Long::sum));
      return acceptor.failures();
    }
  }

  @Override
  public void stopAccepting() {
    if (door != null) {
      door.close().awaitUninterruptibly();
    }
    if (clearing != null) {
      clearing.cancel(false);
    }
  }

  @Override
  public long patienceNanos() {
    return PATIENCE_NANOS;
  }

  /// Ends all lanes.
  @Override
  public CompletableFuture<?> end(long patienceNanos) {
    synchronized (past) {
      if (!ending) {
        ending = true;
        roster.lanes().forEach(lane -> partFrom(lane, patienceNanos));
        endWhereAllHaveParted();
      }
    }
    return ended;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public void awaitEmpty(long millis) throws InterruptedException {
    roster.awaitEmpty(millis);
  }
}
