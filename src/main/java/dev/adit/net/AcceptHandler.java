package dev.adit.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Takes a listener's connections in, and puts each on the loop of the lane that the roster names.
///
/// Sharable, since a listener can close its socket and open it again.
@ChannelHandler.Sharable
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
final class AcceptHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptHandler.class);
  private static final long PAUSE_MILLIS = 100;

  /// Makes a connection ready for its lane, before its loop has it.
  interface Furnisher {
    void furnish(Channel channel, LaneRunner lane);
  }

  private final String listener;
  private final LaneRoster<LaneRunner> roster;
  private final Furnisher furnisher;
  private final QuietLog warnings = new QuietLog(LOG, Level.WARN, 1);
  private final AtomicLong failures = new AtomicLong();

  AcceptHandler(String listener, LaneRoster<LaneRunner> roster, Furnisher furnisher) {
    this.listener = listener;
    this.roster = roster;
    this.furnisher = furnisher;
  }

  /// How often a connection could not be taken in. On any thread.
  long failures() {
    return failures.get();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    Channel miner = (Channel) accepted;
    String address = address(miner);
    LaneRunner lane = roster.enter(address);
    if (lane == null) {
      miner.unsafe().closeForcibly();
      return;
    }
    furnisher.furnish(miner, lane);
    lane.loop()
        .eventLoop()
        .register(miner)
        .addListener(
            registered -> {
              if (!registered.isSuccess()) {
                roster.leave(lane, address);
              }
            });
  }

  /// Out of file descriptors, as a rule. The kernel would report the waiting connection again and
  /// again, so the door stays shut for a moment.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failures.incrementAndGet();
    warnings.say("listener " + listener + " can't take a connection in: " + cause.getMessage());
    Channel door = ctx.channel();
    door.config().setAutoRead(false);
    door.eventLoop()
        .schedule(() -> door.config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static String address(Channel miner) {
    return miner.remoteAddress() instanceof InetSocketAddress from
        ? from.getAddress().getHostAddress()
        : "";
  }
}
