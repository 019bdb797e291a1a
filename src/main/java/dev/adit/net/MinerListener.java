package dev.adit.net;

import dev.adit.aggregate.LaneSettings;
import dev.adit.aggregate.LaneView;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A door for miners: the socket that listens, and the lanes behind it. Thread-safe.
@SuppressWarnings("FutureReturnValueIgnored") // scheduled tasks report for themselves
final class MinerListener {
  /// The kernel takes the smaller one of this and its own limit (`net.core.somaxconn`).
  private static final int BACKLOG = 16_384;

  private static final int ACCEPTS_PER_TURN = 256;
  private static final int UNREAD_MILLIS = 30_000;
  private static final long CLEARING_SECONDS = 60;

  /// The kernel doubles it. Left alone it would grow to megabytes for a miner that does not read.
  private static final int SEND_BUFFER_BYTES = 64 << 10;

  /// A miner's requests are short; what a read takes is free again after it.
  private static final RecvByteBufAllocator SHORT_LINES =
      new AdaptiveRecvByteBufAllocator(256, 1_024, 16_384).maxMessagesPerRead(4);

  private volatile ListenerSettings settings;
  private final EventLoops loops;
  private final LaneServices services;
  private volatile @Nullable SslContext tls;
  private final SecureRandom random = new SecureRandom();
  private final LaneRoster<LaneRunner> roster;
  private final AcceptHandler acceptor;
  private final List<LaneRunner> parting = new ArrayList<>();
  private final PastLanes past = new PastLanes();
  private InetSocketAddress address;
  private @Nullable Channel door;

  /// @throws IOException where the TLS files can't be used
  MinerListener(ListenerSettings settings, EventLoops loops, LaneServices services)
      throws IOException {
    this.settings = settings;
    this.address = settings.bind();
    this.loops = loops;
    this.services = services;
    renewCertificate();
    this.roster =
        new LaneRoster<>(
            settings.maxMiners(), settings.minersPerLane(), this::openLane, System::nanoTime);
    this.acceptor = new AcceptHandler(settings.name(), roster, this::furnish);
  }

  /// Reads the TLS files: for connections from now on, others keep what they have.
  ///
  /// @throws IOException where they can't be used; then nothing has changed
  void renewCertificate() throws IOException {
    ListenerSettings.Tls files = settings.tls();
    tls = files == null ? null : MinerTls.context(files);
  }

  /// Starts to listen.
  ///
  /// @return the address, with the real port where 0 was asked for
  /// @throws IOException where the address can't be had
  InetSocketAddress open() throws IOException {
    ChannelFuture bound =
        new Bootstrap()
            .group(loops.door())
            .channel(loops.listening())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(ACCEPTS_PER_TURN))
            .handler(acceptor)
            .bind(settings.bind())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw bound.cause() instanceof IOException refused ? refused : new IOException(bound.cause());
    }
    door = bound.channel();
    loops
        .door()
        .scheduleWithFixedDelay(
            this::partFromEmptyLanes, CLEARING_SECONDS, CLEARING_SECONDS, TimeUnit.SECONDS);
    address = (InetSocketAddress) bound.channel().localAddress();
    return address;
  }

  /// The configuration says something else of this listener, but not where it listens; its miners
  /// stay.
  void reconfigure(ListenerSettings next) {
    LaneSettings before = settings.lane();
    settings = next;
    roster.limits(next.maxMiners(), next.minersPerLane());
    if (!next.lane().equals(before)) {
      roster.lanes().forEach(lane -> lane.reconfigure(next.lane()));
    }
  }

  private LaneRunner openLane() {
    LaneRunner lane = new LaneRunner(loops.nextLoop(), settings.lane(), services, random);
    lane.start();
    return lane;
  }

  private void furnish(Channel miner, LaneRunner lane) {
    ChannelConfig config = miner.config();
    config.setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES);
    config.setOption(ChannelOption.TCP_NODELAY, true);
    config.setRecvByteBufAllocator(SHORT_LINES);
    config.setWriteBufferWaterMark(LineWriter.BOUND);
    loops.giveUpAfter(miner, UNREAD_MILLIS);
    Pipelines.miner(miner, tls, roster, lane);
  }

  private synchronized void partFromEmptyLanes() {
    for (LaneRunner lane : roster.forgetTheEmpty()) {
      parting.add(lane);
      lane.stop(0).thenAccept(last -> partedFrom(lane, last));
    }
  }

  private synchronized void partedFrom(LaneRunner lane, LaneView last) {
    parting.remove(lane);
    past.add(last);
  }

  /// Asks all lanes for a look at them.
  synchronized Asked ask(boolean withMiners) {
    List<LaneRunner> living = new ArrayList<>(roster.lanes());
    living.addAll(parting);
    return new Asked(
        living.stream().map(lane -> lane.view(withMiners)).toList(), past.sum(settings.name()));
  }

  /// Each lane that ever was is in one of the two.
  final class Asked {
    private final List<CompletableFuture<LaneView>> living;
    private final @Nullable LaneView ended;

    private Asked(List<CompletableFuture<LaneView>> living, @Nullable LaneView ended) {
      this.living = living;
      this.ended = ended;
    }

    List<CompletableFuture<LaneView>> living() {
      return living;
    }

    /// The whole, with what the lanes have answered.
    DoorView answered(List<LaneView> answers) {
      Map<String, Long> turnedAway = new HashMap<>();
      roster.turnedAway().forEach((reason, count) -> turnedAway.put(reason.label(), count));
      return new DoorView(
          settings.name(),
          address,
          roster.miners(),
          turnedAway,
          acceptor.failures(),
          answers,
          ended);
    }
  }

  void stopAccepting() {
    if (door != null) {
      door.close().awaitUninterruptibly();
    }
  }

  /// Ends all lanes; done when what remains is to flush their connections.
  CompletableFuture<?> stopLanes(long patienceNanos) {
    return CompletableFuture.allOf(
        roster.lanes().stream()
            .map(lane -> lane.stop(patienceNanos))
            .toArray(CompletableFuture<?>[]::new));
  }

  String name() {
    return settings.name();
  }

  /// Ends all lanes and waits for it.
  ///
  /// @return what all lanes that ever were have counted
  @Nullable LaneView end(long patienceMillis) throws InterruptedException {
    List<CompletableFuture<LaneView>> ending =
        roster.lanes().stream()
            .map(lane -> lane.stop(TimeUnit.MILLISECONDS.toNanos(patienceMillis)))
            .toList();
    for (CompletableFuture<LaneView> lane : ending) {
      try {
        LaneView last = lane.get(patienceMillis + 500, TimeUnit.MILLISECONDS);
        synchronized (this) {
          past.add(last);
        }
      } catch (ExecutionException | TimeoutException late) {
        // its numbers are lost, its connections end with the loop
      }
    }
    synchronized (this) {
      return past.sum(settings.name());
    }
  }

  void awaitEmpty(long millis) throws InterruptedException {
    roster.awaitEmpty(millis);
  }
}
