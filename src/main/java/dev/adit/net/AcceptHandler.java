package dev.adit.net;

import dev.adit.guard.AddressRanges;
import dev.adit.guard.Door;
import dev.adit.guard.Guard;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Takes a listener's connections in: finds out whose they are, asks the guard once, and puts each
/// on the loop of its place.
///
/// Sharable, since a listener can close its socket and open it again.
@ChannelHandler.Sharable
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
public final class AcceptHandler<S> extends ChannelInboundHandlerAdapter
    implements ProxyHeader.Next {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptHandler.class);
  private static final long PAUSE_MILLIS = 100;

  private final Door door;
  private final Guard guard;
  private final EventLoops loops;
  private final Seating<S> seating;
  private final QuietLog warnings = new QuietLog(LOG, Level.WARN, 1);
  private final AtomicLong failures = new AtomicLong();
  private volatile AddressRanges balancers = AddressRanges.NONE;

  public AcceptHandler(Door door, Guard guard, EventLoops loops, Seating<S> seating) {
    this.door = door;
    this.guard = guard;
    this.loops = loops;
    this.seating = seating;
  }

  /// Whose PROXY header is believed, and expected, from now on.
  public void balancers(AddressRanges networks) {
    balancers = networks;
  }

  /// How often a connection could not be taken in. On any thread.
  public long failures() {
    return failures.get();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    Channel guest = (Channel) accepted;
    if (!(guest.remoteAddress() instanceof InetSocketAddress from)) {
      guest.unsafe().closeForcibly(); // hung up already
    } else if (balancers.contains(from.getAddress())) {
      ProxyHeader.expect(guest, from, this);
      loops.nextLoop().eventLoop().register(guest);
    } else {
      Visitor visitor = new Visitor(guest, from);
      S place = enter(guest, visitor);
      if (place != null) {
        seating.furnish(guest, visitor, place);
        register(guest, visitor, place, _ -> {});
      }
    }
  }

  @Override
  public void onSource(Channel guest, InetSocketAddress from, ByteBuf early, boolean ended) {
    Visitor visitor = new Visitor(guest, from);
    S place = guest.isOpen() ? enter(guest, visitor) : null;
    if (place == null) {
      early.release();
      return;
    }
    register(
        guest,
        visitor,
        place,
        isIn -> {
          if (!isIn) {
            early.release();
            return;
          }
          seating.furnish(guest, visitor, place);
          guest.pipeline().fireChannelActive();
          guest.pipeline().fireChannelRead(early);
          guest.pipeline().fireChannelReadComplete();
          if (ended) {
            hearOfItsEnd(guest);
          }
          guest.config().setAutoRead(true);
        });
  }

  /// Of a side that goes on though the other has said all, or of the connection.
  private static void hearOfItsEnd(Channel guest) {
    if (Boolean.TRUE.equals(guest.config().getOption(ChannelOption.ALLOW_HALF_CLOSURE))) {
      guest.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    } else {
      guest.close();
    }
  }

  @Override
  public void onNoHeader() {
    seating.onNoHeader();
  }

  /// Null where the guard or the seating has no place for it; then it is closed.
  private @Nullable S enter(Channel guest, Visitor visitor) {
    if (visitor.isAdmitted(guard, door)) {
      S place = seating.seat(visitor);
      if (place != null) {
        return place;
      }
      visitor.gone();
    }
    guest.unsafe().closeForcibly();
    return null;
  }

  private void register(Channel guest, Visitor visitor, S place, Consumer<Boolean> then) {
    EventLoop loop = seating.loop(place);
    // Who listens before can't miss what comes first.
    ChannelPromise registered = new DefaultChannelPromise(guest, loop);
    registered.addListener(_ -> onRegistered(guest, visitor, place, registered.isSuccess(), then));
    loop.register(registered);
  }

  private void onRegistered(
      Channel guest, Visitor visitor, S place, boolean isIn, Consumer<Boolean> then) {
    boolean stays = isIn;
    try {
      then.accept(isIn);
    } catch (RuntimeException hungUp) { // which its socket says of each option that is set
      guest.close();
      stays = false;
    }
    if (stays) {
      visitor.closeIfEvicted();
    } else {
      seating.vacated(place, visitor);
      visitor.gone();
    }
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
