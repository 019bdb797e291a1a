package dev.adit.relay;

import dev.adit.config.HostPort;
import dev.adit.config.RelayConfig;
import dev.adit.net.AddressRace;
import dev.adit.net.Failure;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Finds a target for a flow: one after another in the order in which they are to be tried, of each
/// all addresses. On the flow's loop.
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
final class TargetDial {
  private final Flow flow;
  private final TcpRelay relay;
  private final EventLoop loop;
  private final Queue<Target> untried;
  private @Nullable AddressRace race;
  private String problem = "";
  private boolean over;

  TargetDial(Flow flow, TcpRelay relay) {
    this.flow = flow;
    this.relay = relay;
    this.loop = flow.client().channel().eventLoop();
    this.untried = new ArrayDeque<>(relay.targets().inOrder(System.nanoTime()));
  }

  void begin() {
    Target next = untried.poll();
    if (next == null) {
      over = true;
      flow.onNoTarget(problem);
      return;
    }
    relay
        .services()
        .lookup()
        .find(
            next.address().host(),
            loop,
            (addresses, unknown) -> {
              if (unknown == null) {
                connect(next, addresses);
              } else {
                missed(next, unknown);
              }
            });
  }

  void cancel() {
    over = true;
    if (race != null) {
      race.cancel();
    }
  }

  private void connect(Target to, List<InetAddress> addresses) {
    if (over) {
      return;
    }
    int port = to.address().port();
    AddressRace begun =
        new AddressRace(loop, addresses, address -> start(new InetSocketAddress(address, port)));
    race = begun;
    Future<Channel> winner = begun.run();
    winner.addListener(
        _ -> {
          if (winner.isSuccess()) {
            reached(to, winner.getNow());
          } else if (!over) {
            missed(to, Failure.inWords(winner.cause()));
          }
        });
  }

  private ChannelFuture start(InetSocketAddress address) {
    RelayConfig how = flow.settings().relay();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(relay.services().loops().connecting())
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) how.connectTimeout().toMillis())
            .option(ChannelOption.AUTO_READ, false)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    relay.prepare(channel, flow.settings());
                    channel.pipeline().addLast(new FlowSide(flow, channel));
                  }
                });
    return connect(bootstrap, address, how.source());
  }

  /// @param source the address to dial from; empty: the system chooses
  static ChannelFuture connect(Bootstrap bootstrap, InetSocketAddress to, String source) {
    return source.isEmpty()
        ? bootstrap.connect(to)
        : bootstrap.connect(to, new InetSocketAddress(InetAddress.ofLiteral(source), 0));
  }

  private void reached(Target to, Channel channel) {
    FlowSide side = channel.pipeline().get(FlowSide.class);
    if (over || side == null) {
      channel.close();
      if (!over) {
        missed(to, "it closed the connection at once");
      }
      return;
    }
    over = true;
    to.reached();
    ProxyGreeting.send(flow.settings().relay().sendProxy(), flow, channel);
    flow.onTarget(to.address().toString(), side);
  }

  private void missed(Target which, String why) {
    if (over) {
      return;
    }
    HostPort address = which.address();
    problem = (problem.isEmpty() ? "" : problem + "; ") + address + ": " + why;
    which.missed(why, System.nanoTime());
    relay.onMissed(address, why);
    begin();
  }
}
