package dev.adit.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.Eventually;
import dev.adit.config.Balance;
import dev.adit.config.HostPort;
import dev.adit.config.RelayConfig;
import dev.adit.config.SendProxy;
import dev.adit.config.Via;
import dev.adit.guard.AddressKey;
import dev.adit.guard.AddressRanges;
import dev.adit.guard.BanReason;
import dev.adit.guard.Door;
import dev.adit.guard.Guard;
import dev.adit.guard.GuardNews;
import dev.adit.guard.GuardSettings;
import dev.adit.net.Doors;
import dev.adit.net.ListenerSettings.Keepalive;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What comes while the relay's loop is held up is there at once, in one turn, when it goes on.
@Timeout(120)
class UdpTurnIT {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final long MINUTE = 60_000_000_000L;

  private final Guard guard = new Guard(open(), silent());
  private final Doors doors = new Doors((_, _) -> {}, guard);
  private final Lookup lookup = new Lookup(InetAddress::getAllByName, System::nanoTime);
  private final RelayServices services =
      new RelayServices(
          doors.loops(),
          guard,
          lookup,
          new FlowLog(),
          new OpenRelays(),
          new SessionRoom(() -> 1_000),
          doors.poolTls(),
          new AtomicReference<>());
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<UdpRelay> opened = new ArrayList<>();
  private DatagramSocket target;
  private DatagramSocket one;
  private DatagramSocket other;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  UdpTurnIT() {}

  private static GuardSettings open() {
    return new GuardSettings(
        false,
        0,
        0,
        0,
        0,
        -1,
        1,
        MINUTE,
        MINUTE,
        MINUTE,
        AddressRanges.NONE,
        AddressRanges.NONE,
        64,
        false);
  }

  private static GuardNews silent() {
    return new GuardNews() {
      @Override
      public void banned(AddressKey key, BanReason reason, long remaining, boolean would) {}

      @Override
      public void lifted(AddressKey key, BanReason reason, boolean would) {}
    };
  }

  @BeforeEach
  void openSockets() throws Exception {
    target = socket();
    one = socket();
    other = socket();
  }

  private static DatagramSocket socket() throws Exception {
    DatagramSocket socket = new DatagramSocket(0, HERE);
    socket.setSoTimeout(60_000);
    return socket;
  }

  @AfterEach
  void close() throws Exception {
    goOn.countDown();
    for (UdpRelay relay : opened) { // which the doors know nothing of
      relay.stopAccepting();
      relay.end(0).get(60, TimeUnit.SECONDS);
    }
    doors.close();
    lookup.close();
    List.of(target, one, other).forEach(DatagramSocket::close);
  }

  private RelaySettings settings(int maxSessions, long idleNanos, String source) {
    RelayConfig config =
        new RelayConfig(
            List.of(new HostPort("127.0.0.1", target.getLocalPort())),
            Balance.FIRST,
            Duration.ofSeconds(15),
            null,
            SendProxy.NONE,
            source,
            10,
            maxSessions,
            0,
            Duration.ZERO,
            Via.USER);
    return new RelaySettings(
        "relay",
        true,
        new InetSocketAddress(HERE, 0),
        idleNanos,
        new Keepalive(0, 0, 0, 0),
        AddressRanges.NONE,
        config,
        null);
  }

  private UdpRelay relay(int maxSessions, long idleNanos) throws Exception {
    UdpRelay relay = new UdpRelay(settings(maxSessions, idleNanos, ""), services);
    relay.open();
    opened.add(relay);
    return relay;
  }

  private static void say(DatagramSocket from, UdpRelay to, String text) throws Exception {
    byte[] bytes = text.getBytes(US_ASCII);
    from.send(new DatagramPacket(bytes, bytes.length, to.address()));
  }

  private static DatagramPacket hear(DatagramSocket at) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    at.receive(packet);
    return packet;
  }

  private static String text(DatagramPacket packet) {
    return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
  }

  /// Until [#goOn].
  private void holdUpTheLoops() throws InterruptedException {
    Set<EventLoop> loops = new HashSet<>();
    while (loops.add(doors.loops().next())) {
      // until one comes again
    }
    CountDownLatch held = new CountDownLatch(loops.size());
    loops.forEach(
        loop ->
            loop.execute(
                () -> {
                  held.countDown();
                  try {
                    goOn.await();
                  } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                  }
                }));
    held.await();
  }

  private long ended(FlowEnd why) {
    return services.open().views(false).getFirst().ended().getOrDefault(why.label(), 0L);
  }

  private long dropped() {
    return services.open().views(false).getFirst().dropped();
  }

  /// It was read, and its session makes room for that of the next one in the same turn.
  @Test
  void whatWasReadGoesOutThoughAnotherClientTakesTheSessionsPlace() throws Exception {
    UdpRelay relay = relay(1, MINUTE);
    say(one, relay, "begin");
    assertThat(text(hear(target))).isEqualTo("begin");
    holdUpTheLoops();
    say(one, relay, "last");
    say(other, relay, "next");
    goOn.countDown();
    assertThat(List.of(text(hear(target)), text(hear(target))))
        .containsExactlyInAnyOrder("last", "next");
    assertThat(ended(FlowEnd.DISPLACED)).isEqualTo(1);
    assertThat(dropped()).isZero();
  }

  /// Whether the timer or the datagram comes first: in the old session or in a new one it is
  /// carried.
  @Test
  void whatComesAsItsSessionExpiresIsCarried() throws Exception {
    long idleNanos = TimeUnit.MILLISECONDS.toNanos(500);
    UdpRelay relay = relay(10, idleNanos);
    say(one, relay, "begin");
    assertThat(text(hear(target))).isEqualTo("begin");
    holdUpTheLoops();
    long began = System.nanoTime();
    say(one, relay, "late");
    Eventually.holds(() -> System.nanoTime() - began > 2 * idleNanos);
    goOn.countDown();
    DatagramPacket late = hear(target);
    assertThat(text(late)).isEqualTo("late");
    target.send(late);
    assertThat(text(hear(one))).isEqualTo("late");
    assertThat(dropped()).isZero();
    Eventually.holds(() -> relay.book().flows().isEmpty());
    assertThat(ended(FlowEnd.IDLE)).isBetween(1L, 2L);
  }

  /// Its client speaks after its session has expired, and before anybody else does.
  @Test
  void whoSpeaksAgainAfterTheSessionHasExpiredGetsAnotherOne() throws Exception {
    UdpRelay relay = relay(10, TimeUnit.MILLISECONDS.toNanos(20));
    for (int i = 1; i <= 20; i++) {
      say(one, relay, "again");
      DatagramPacket heard = hear(target);
      target.send(heard);
      assertThat(text(hear(one))).isEqualTo("again");
      Eventually.holds(() -> relay.book().flows().isEmpty());
      assertThat(ended(FlowEnd.IDLE)).isEqualTo(i);
    }
    assertThat(dropped()).isZero();
  }

  /// With a `source` the socket has an address before it is connected, and the kernel keeps what
  /// comes in between.
  @Test
  void whatOthersSendBeforeTheSocketIsConnectedIsNotTheTargets() {
    RelaySettings settings = settings(10, MINUTE, "127.0.0.1");
    RelayTotals totals = services.open().totals("relay");
    UdpServices shared =
        new UdpServices(
            () -> settings,
            services,
            doors.loops().next(),
            new DatagramBuffer(),
            new DatagramRoom(),
            new Targets(),
            new Throttle(0, System.nanoTime()),
            new Door("relay", 0),
            new FlowBook<>(totals, UdpSession::view, UdpSession::stop));
    EmbeddedChannel door = new EmbeddedChannel();
    ClientKey client = ClientKey.of(new InetSocketAddress(HERE, one.getLocalPort()));
    UdpSession session =
        new UdpSession(new UdpSessions(shared), shared, client, shared.outlet(door));
    InetSocketAddress aim = new InetSocketAddress(HERE, target.getLocalPort());
    EmbeddedChannel socket = new EmbeddedChannel(session.hearer(aim));
    InetSocketAddress stranger = new InetSocketAddress(HERE, other.getLocalPort());
    for (InetSocketAddress sender : List.of(stranger, aim)) {
      ByteBuf content = Unpooled.copiedBuffer("to " + sender.getPort(), US_ASCII);
      socket.writeInbound(new io.netty.channel.socket.DatagramPacket(content, aim, sender));
    }
    io.netty.channel.socket.DatagramPacket answer = door.readOutbound();
    assertThat(answer.content().toString(US_ASCII)).isEqualTo("to " + aim.getPort());
    answer.release();
    assertThat(door.outboundMessages()).isEmpty();
    assertThat(totals.allDropped()).isEqualTo(1);
  }
}
