package dev.adit.relay;

import dev.adit.config.HostPort;
import dev.adit.net.Failure;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Finds a target for a session: one after another in the order in which they are to be tried, of
/// each all addresses until a socket can be connected to one, which with UDP says no more than that
/// there is a route. On the relay's loop.
@SuppressWarnings("FutureReturnValueIgnored") // failures come to listeners
final class UdpDial {
  private final UdpSession session;
  private final UdpServices services;
  private final Queue<Target> untried;
  private String problem = "";
  private boolean over;

  UdpDial(UdpSession session, UdpServices services) {
    this.session = session;
    this.services = services;
    this.untried = new ArrayDeque<>(services.targets().inOrder(System.nanoTime()));
  }

  void begin() {
    Target next = untried.poll();
    if (next == null) {
      over = true;
      session.onNoTarget(problem);
      return;
    }
    services
        .lookup()
        .find(
            next.address().host(),
            services.loop(),
            (addresses, unknown) -> {
              if (over) {
                return;
              }
              if (unknown == null) {
                tryNext(next, new ArrayDeque<>(addresses));
              } else {
                missed(next, unknown);
              }
            });
  }

  void cancel() {
    over = true;
  }

  private void tryNext(Target to, Queue<InetAddress> addresses) {
    InetAddress address = addresses.poll();
    if (address != null) {
      connect(to, new InetSocketAddress(address, to.address().port()), addresses);
    }
  }

  private void connect(Target to, InetSocketAddress address, Queue<InetAddress> others) {
    DatagramChannel channel;
    try {
      channel = services.loops().datagrams();
    } catch (ChannelException none) {
      over = true;
      session.onNoTarget("no socket is to be had: " + Failure.inWords(none));
      return;
    }
    services.buffer().serve(channel);
    channel.pipeline().addLast(session.hearer(address));
    services.loop().register(channel);
    ChannelFuture connected = channel.connect(address, source());
    connected.addListener(
        _ -> {
          if (over) {
            channel.close();
          } else if (connected.isSuccess()) {
            over = true;
            session.onTarget(to, services.outlet(channel));
          } else {
            channel.close();
            failed(to, Failure.inWords(connected.cause()), others);
          }
        });
  }

  private @Nullable SocketAddress source() {
    String source = services.source();
    return source.isEmpty() ? null : new InetSocketAddress(InetAddress.ofLiteral(source), 0);
  }

  private void failed(Target to, String why, Queue<InetAddress> others) {
    if (others.isEmpty()) {
      missed(to, why);
    } else {
      tryNext(to, others);
    }
  }

  private void missed(Target which, String why) {
    HostPort address = which.address();
    problem = (problem.isEmpty() ? "" : problem + "; ") + address + ": " + why;
    which.missed(why, System.nanoTime());
    services.trouble("can't reach %s: %s".formatted(address, why));
    begin();
  }
}
