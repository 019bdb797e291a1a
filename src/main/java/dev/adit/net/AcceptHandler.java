package dev.adit.net;

import dev.adit.aggregate.CloseReason;
import dev.adit.guard.AddressRanges;
import dev.adit.guard.Door;
import dev.adit.guard.Guard;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Takes a listener's connections in: finds out whose they are, asks the guard once, and puts each
/// on the loop of the lane that the roster names.
///
/// Sharable, since a listener can close its socket and open it again.
@ChannelHandler.Sharable
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
final class AcceptHandler extends ChannelInboundHandlerAdapter implements ProxyHeader.Next {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptHandler.class);
  private static final long PAUSE_MILLIS = 100;

  /// Makes a connection ready for its lane.
  interface Furnisher {
    void furnish(Channel channel, Visitor visitor, LaneRunner lane);
  }

  private final Door door;
  private final Guard guard;
  private final EventLoops loops;
  private final LaneRoster<LaneRunner> roster;
  private final Furnisher furnisher;
  private final QuietLog warnings = new QuietLog(LOG, Level.WARN, 1);
  private final AtomicLong failures = new AtomicLong();
  private volatile AddressRanges balancers = AddressRanges.NONE;

  AcceptHandler(
      Door door,
      Guard guard,
      EventLoops loops,
      LaneRoster<LaneRunner> roster,
      Furnisher furnisher) {
    this.door = door;
    this.guard = guard;
    this.loops = loops;
    this.roster = roster;
    this.furnisher = furnisher;
  }

  /// Whose PROXY header is believed, and expected, from now on.
  void balancers(AddressRanges networks) {
    balancers = networks;
  }

  /// How often a connection could not be taken in. On any thread.
  long failures() {
    return failures.get();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    Channel miner = (Channel) accepted;
    if (!(miner.remoteAddress() instanceof InetSocketAddress from)) {
      miner.unsafe().closeForcibly(); // hung up already
    } else if (balancers.contains(from.getAddress())) {
      ProxyHeader.expect(miner, from, this);
      loops.nextLoop().eventLoop().register(miner);
    } else {
      Visitor visitor = new Visitor(miner, from);
      LaneRunner lane = enter(miner, visitor);
      if (lane != null) {
        furnisher.furnish(miner, visitor, lane);
        register(miner, visitor, lane, _ -> {});
      }
    }
  }

  @Override
  public void onSource(Channel miner, InetSocketAddress from, ByteBuf early) {
    Visitor visitor = new Visitor(miner, from);
    LaneRunner lane = miner.isOpen() ? enter(miner, visitor) : null;
    if (lane == null) {
      early.release();
      return;
    }
    register(
        miner,
        visitor,
        lane,
        isIn -> {
          if (!isIn) {
            early.release();
            return;
          }
          furnisher.furnish(miner, visitor, lane);
          miner.pipeline().fireChannelActive();
          miner.pipeline().fireChannelRead(early);
          miner.pipeline().fireChannelReadComplete();
          miner.config().setAutoRead(true);
        });
  }

  @Override
  public void onNoHeader() {
    roster.turnedAway(CloseReason.NO_PROXY_HEADER);
  }

  /// Null where the guard or the roster has no place for it; then it is closed.
  private @Nullable LaneRunner enter(Channel miner, Visitor visitor) {
    if (visitor.isAdmitted(guard, door)) {
      LaneRunner lane = roster.enter(visitor.address());
      if (lane != null) {
        return lane;
      }
      visitor.gone();
    }
    miner.unsafe().closeForcibly();
    return null;
  }

  private void register(Channel miner, Visitor visitor, LaneRunner lane, Consumer<Boolean> then) {
    lane.loop()
        .eventLoop()
        .register(miner)
        .addListener(
            registered -> {
              then.accept(registered.isSuccess());
              if (registered.isSuccess()) {
                visitor.closeIfEvicted();
              } else {
                roster.leave(lane, visitor.address());
                visitor.gone();
              }
            });
  }

  /// Out of file descriptors, as a rule. The kernel would report the waiting connection again and
  /// again, so the door stays shut for a moment.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failures.incrementAndGet();
    warnings.say("listener " + door.name() + " can't take a connection in: " + cause.getMessage());
    Channel shut = ctx.channel();
    shut.config().setAutoRead(false);
    shut.eventLoop()
        .schedule(() -> shut.config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
