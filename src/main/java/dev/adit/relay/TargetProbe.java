package dev.adit.relay;

import dev.adit.config.HealthConfig.Check;
import dev.adit.config.HostPort;
import dev.adit.config.RelayConfig;
import dev.adit.net.AddressRace;
import dev.adit.net.Failure;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out over the network whether a target is there: connects, and where that is not enough
/// subscribes and waits for a job. Of UDP too, where a port that takes TCP beside it is the sign of
/// life: a datagram that is not answered says nothing. On its loop's thread.
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
final class TargetProbe implements HealthCheck.Prober {
  private final RelayConfig how;
  private final boolean wantsJob;
  private final EventLoop loop;
  private final RelayServices services;

  TargetProbe(RelayConfig how, EventLoop loop, RelayServices services) {
    this.how = how;
    this.wantsJob = how.health() != null && how.health().check() == Check.STRATUM;
    this.loop = loop;
    this.services = services;
  }

  @Override
  public HealthCheck.Attempt begin(HostPort target, HealthCheck.Outcome outcome) {
    Try begun = new Try(target, outcome);
    services.lookup().find(target.host(), loop, begun::onAddresses);
    return begun;
  }

  private final class Try implements HealthCheck.Attempt, HealthCheck.Outcome {
    private final HostPort target;
    private final HealthCheck.Outcome outcome;
    private String waitingFor = "its name is not found in time";
    private @Nullable AddressRace race;
    private @Nullable JobWatch watch;
    private @Nullable Channel reached;
    private boolean over;

    Try(HostPort target, HealthCheck.Outcome outcome) {
      this.target = target;
      this.outcome = outcome;
    }

    void onAddresses(List<InetAddress> addresses, @Nullable String problem) {
      if (over) {
        return;
      }
      if (problem != null) {
        onOutcome(problem);
        return;
      }
      waitingFor = "no answer to the connection attempt";
      AddressRace begun = new AddressRace(loop, addresses, this::connect);
      race = begun;
      Future<Channel> winner = begun.run();
      winner.addListener(
          _ -> {
            if (winner.isSuccess()) {
              onReached(winner.getNow());
            } else {
              onOutcome(Failure.inWords(winner.cause()));
            }
          });
    }

    private ChannelFuture connect(InetAddress address) {
      Bootstrap bootstrap =
          new Bootstrap()
              .group(loop)
              .channel(services.loops().connecting())
              .resolver(NoopAddressResolverGroup.INSTANCE)
              // Until somebody listens, what comes waits where it is.
              .option(ChannelOption.AUTO_READ, false)
              .handler(new ChannelInboundHandlerAdapter());
      return Reach.Direct.connect(
          bootstrap, new InetSocketAddress(address, target.port()), how.source());
    }

    private void onReached(Channel channel) {
      if (over || !wantsJob) {
        channel.close();
        onOutcome(null);
        return;
      }
      reached = channel;
      JobWatch begun = new JobWatch(this);
      watch = begun;
      ProxyGreeting.sendLocal(how.sendProxy(), channel);
      begun.begin(channel);
    }

    @Override
    public void onOutcome(@Nullable String problem) {
      if (!over) {
        end();
        outcome.onOutcome(problem);
      }
    }

    @Override
    public String giveUp() {
      end();
      return watch == null ? waitingFor : watch.waitingFor();
    }

    private void end() {
      over = true;
      if (race != null) {
        race.cancel();
      }
      if (reached != null) {
        reached.close();
      }
    }
  }
}
