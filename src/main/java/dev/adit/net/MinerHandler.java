package dev.adit.net;

import dev.adit.aggregate.CloseReason;
import dev.adit.aggregate.Conduct;
import dev.adit.aggregate.MinerLink;
import dev.adit.aggregate.MinerSession;
import dev.adit.guard.Eviction;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.PoolMessage.Notify;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Joins a miner's connection to its session. It decides nothing.
///
/// A session is only ever called from the loop's queue or from bytes that came in, never from
/// within [#send]: a lane that is busy with all its miners must not lose one in the middle.
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends in channelInactive
final class MinerHandler extends ChannelInboundHandlerAdapter
    implements MinerLink, LineFramer.Sink {

  private static final Logger LOG = LoggerFactory.getLogger(MinerHandler.class);
  private static final QuietLog FAULTS = new QuietLog(LOG, Level.ERROR, 10);
  private static final int MAX_LINE_BYTES = 16 << 10;
  private static final int MAX_MOVES = 3;
  private static final MinerMessage NO_JSON = new MinerMessage.Garbage("not a JSON object");

  private sealed interface State {
    record Joined(MinerSession session) implements State {}

    /// About to join the lane.
    record Arriving() implements State {}

    /// On the way to another lane, whose session is to hear `unanswered` first.
    record Moving(List<MinerMessage> unanswered) implements State {}

    /// The session knows; what still comes is discarded.
    record Leaving() implements State {}

    record Gone() implements State {}
  }

  private final Channel channel;
  private final Visitor visitor;
  private final ListenerSettings.Keepalive keepalive;
  private final LaneRoster<LaneRunner> roster;
  private final LineFramer framer = new LineFramer(MAX_LINE_BYTES);
  private LaneRunner lane;
  private LineWriter writer;
  private State state = new State.Arriving();
  private CloseReason ending = CloseReason.MINER_LEFT;
  private int moves;

  MinerHandler(
      Channel channel,
      Visitor visitor,
      ListenerSettings.Keepalive keepalive,
      LaneRoster<LaneRunner> roster,
      LaneRunner lane) {
    this.channel = channel;
    this.visitor = visitor;
    this.keepalive = keepalive;
    this.roster = roster;
    this.lane = lane;
    this.writer = writerOn(lane);
    visitor.ownedBy(why -> drop(reasonOf(why)));
  }

  private static CloseReason reasonOf(Eviction why) {
    return switch (why) {
      case BANNED -> CloseReason.BANNED;
      case DENIED -> CloseReason.DENIED;
      case EVICTED -> CloseReason.EVICTED;
      case NO_LOGIN -> CloseReason.NO_LOGIN;
    };
  }

  private LineWriter writerOn(LaneRunner there) {
    return new LineWriter(channel, there.loop(), () -> drop(CloseReason.SLOW_READER));
  }

  // What the connection does

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    watchPeer();
    join(List.of());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    ByteBuf in = (ByteBuf) bytes;
    try {
      switch (state) {
        case State.Joined _ -> {
          framer.feed(in, lane.loop(), this);
          doubtWhatIsKept();
        }
        case State.Arriving _, State.Moving _ -> framer.keep(in);
        case State.Leaving _, State.Gone _ -> {}
      }
    } finally {
      in.release();
    }
  }

  /// Some firmware tries TLS first, and then comes back without: that is no offence.
  private void doubtWhatIsKept() {
    if (framer.keepsTlsHello()) {
      drop(CloseReason.GARBAGE);
      return;
    }
    if (framer.keepsNoJson() && state instanceof State.Joined(MinerSession session)) {
      session.on(NO_JSON, System.nanoTime());
    }
  }

  @Override
  public boolean onLine(byte[] bytes, int offset, int length) {
    if (state instanceof State.Joined(MinerSession session)) {
      session.on(lane.loop().codec().readMiner(bytes, offset, length), System.nanoTime());
    }
    return state instanceof State.Joined;
  }

  @Override
  public void onOversizedLine() {
    visitor.noise(System.nanoTime());
    drop(CloseReason.OVERSIZED_LINE);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    State before = state;
    gone();
    if (before instanceof State.Joined(MinerSession session)) {
      session.onClosed(ending, System.nanoTime());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (Failure.isNoTls(cause)) {
      onNoTls();
    } else if (Failure.isOfTheConnection(cause)) {
      LOG.debug("{} {}: {}", channel.id(), address(), Failure.inWords(cause));
      drop(CloseReason.MINER_LEFT);
    } else {
      FAULTS.say(channel.id() + " " + address() + ": a fault of Adit, connection closed", cause);
      drop(CloseReason.FAULT);
    }
  }

  /// Plain HTTP, say, at a TLS door: noise as at any other. A handshake that fails is none, since a
  /// miner that is too old or does not trust the certificate is honest.
  private void onNoTls() {
    visitor.noise(System.nanoTime());
    drop(CloseReason.GARBAGE);
  }

  // What the session wants

  @Override
  public void send(PoolMessage message) {
    if (message instanceof Notify job) {
      writer.writeNow(lane.jobLine().of(job, lane.loop(), channel));
    } else {
      writer.write(lane.loop().render(message, channel));
    }
  }

  @Override
  public void close(CloseReason reason) {
    state = new State.Leaving();
    channel.config().setAutoRead(true); // to see the miner hang up
    Farewell.to(channel);
  }

  @Override
  public void moveElsewhere(List<MinerMessage> unanswered) {
    state = new State.Moving(unanswered);
    channel.config().setAutoRead(false);
    lane.loop().eventLoop().execute(this::move);
  }

  @Override
  public String address() {
    return visitor.address();
  }

  @Override
  public Conduct conduct() {
    return visitor;
  }

  // From lane to lane

  private void join(List<MinerMessage> unheard) {
    state = new State.Arriving();
    MinerSession session = lane.join(this);
    if (state instanceof State.Arriving) {
      state = new State.Joined(session);
    }
    for (int i = 0; i < unheard.size() && state instanceof State.Joined; i++) {
      session.on(unheard.get(i), System.nanoTime());
      if (state instanceof State.Moving(List<MinerMessage> unanswered)) {
        List<MinerMessage> rest = new ArrayList<>(unanswered);
        rest.addAll(unheard.subList(i + 1, unheard.size()));
        state = new State.Moving(rest);
      }
    }
    if (state instanceof State.Joined && framer.resume(this)) {
      channel.config().setAutoRead(true);
    }
    visitor.closeIfEvicted();
  }

  private void move() {
    if (!(state instanceof State.Moving(List<MinerMessage> unanswered))) {
      return; // hung up in between
    }
    LaneRunner next = moves++ < MAX_MOVES ? roster.move(lane) : null;
    if (next == null) {
      close(CloseReason.NO_SLOT);
      return;
    }
    Loop before = lane.loop();
    lane = next;
    writer = writerOn(next);
    EventLoop there = next.loop().eventLoop();
    if (before == next.loop()) {
      join(unanswered);
    } else {
      channel.deregister().addListener(_ -> register(there, unanswered));
    }
  }

  /// A connection that ended while it belonged to no loop is closed already and says so to nobody.
  private void register(EventLoop there, List<MinerMessage> unanswered) {
    if (!channel.isOpen()) {
      gone();
      return;
    }
    there
        .register(channel)
        .addListener(
            registered -> {
              if (registered.isSuccess()) {
                watchPeer();
                join(unanswered);
              } else {
                gone();
              }
            });
  }

  private void watchPeer() {
    PeerWatch.begin(channel, keepalive, () -> drop(CloseReason.MINER_LEFT));
  }

  // The end

  private void drop(CloseReason reason) {
    if (ending == CloseReason.MINER_LEFT) {
      ending = reason;
    }
    ChannelHandlerContext first = channel.pipeline().firstContext();
    if (first != null) {
      first.close(); // past SslHandler, which would wait for a miner that does not read
    }
  }

  private void gone() {
    if (!(state instanceof State.Gone)) {
      state = new State.Gone();
      roster.leave(lane, address());
      visitor.gone();
    }
  }
}
