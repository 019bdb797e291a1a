package dev.adit.relay;

import dev.adit.config.RelayConfig;
import dev.adit.net.AddressRace;
import dev.adit.net.EventLoops;
import dev.adit.net.Failure;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Finds a target for a flow: one after another in the order in which they are to be tried, of each
/// all addresses. On the flow's loop.
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
final class TargetDial {
  private static final String NO_ANSWER = "no answer to the connection attempt";

  private final Flow flow;
  private final TcpRelay relay;
  private final EventLoop loop;
  private final Queue<Target> untried;
  private @Nullable AddressRace race;
  private @Nullable ScheduledFuture<?> deadline;

  /// Changes with each try: what comes of an earlier one is not listened to.
  private int tries;

  private String problem = "";

  TargetDial(Flow flow, TcpRelay relay) {
    this.flow = flow;
    this.relay = relay;
    this.loop = flow.client().channel().eventLoop();
    this.untried = new ArrayDeque<>(relay.targets().inOrder(System.nanoTime()));
  }

  void begin() {
    Target next = untried.poll();
    if (next == null) {
      flow.onNoTarget(problem);
      return;
    }
    int mine = ++tries;
    long patience = flow.settings().relay().connectTimeout().toNanos();
    deadline = loop.schedule(() -> onTooLate(next, mine), patience, TimeUnit.NANOSECONDS);
    relay
        .services()
        .lookup()
        .find(
            next.reach().dialled(),
            loop,
            (addresses, unknown) -> {
              if (mine != tries) {
                return; // it came too late
              }
              if (unknown == null) {
                connect(next, addresses, mine);
              } else {
                missed(next, next.reach().unknown(unknown));
              }
            });
  }

  /// Not only each step but the whole way takes too long.
  private void onTooLate(Target which, int mine) {
    if (mine == tries) {
      missed(which, race == null ? "its name is not found in time" : NO_ANSWER);
    }
  }

  /// Nothing comes of it any more.
  void cancel() {
    tries++;
    if (deadline != null) {
      deadline.cancel(false);
    }
    if (race != null) {
      race.cancel();
      race = null;
    }
  }

  private void connect(Target to, List<InetAddress> addresses, int mine) {
    RelayConfig how = flow.settings().relay();
    EventLoops loops = relay.services().loops();
    AddressRace begun =
        new AddressRace(
            loop, addresses, address -> to.reach().start(address, how, loops, loop, this::furnish));
    race = begun;
    Future<Channel> winner = begun.run();
    winner.addListener(
        _ -> {
          if (winner.isSuccess()) {
            reached(to, winner.getNow(), mine);
          } else if (mine == tries) {
            missed(to, Failure.inWords(winner.cause()));
          }
        });
  }

  private void furnish(Channel channel) {
    channel.config().setAutoRead(false);
    relay.prepare(channel, flow.settings());
    channel.pipeline().addLast(new FlowSide(flow, channel));
  }

  private void reached(Target to, Channel channel, int mine) {
    FlowSide side = channel.pipeline().get(FlowSide.class);
    if (mine != tries || side == null || !channel.isOpen()) {
      channel.close();
      if (mine == tries) {
        missed(to, "it closed the connection at once");
      }
      return;
    }
    race = null;
    cancel();
    to.reached();
    ProxyGreeting.send(flow.settings().relay().sendProxy(), flow, channel);
    flow.onTarget(to.reach(), side);
  }

  private void missed(Target which, String why) {
    cancel();
    problem = (problem.isEmpty() ? "" : problem + "; ") + which.reach().name() + ": " + why;
    which.missed(why, System.nanoTime());
    relay.onMissed(which.reach().name(), why);
    begin();
  }
}
