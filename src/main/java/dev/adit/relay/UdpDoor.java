package dev.adit.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sockets by which clients come in and are answered.
///
/// An answer must come from the address that the client spoke to, which a socket that is bound to
/// all addresses does not see to. So each address gets a socket of its own: those of IPv4 when
/// somebody first speaks to them, those of IPv6, for which Netty can't tell, at the start.
@SuppressWarnings("FutureReturnValueIgnored") // failures come to the handler
final class UdpDoor {
  /// 127.0.0.0/8 alone has more addresses than there are descriptors.
  private static final int MOST_ADDRESSES = 64;

  /// What may wait while other things are done; the kernel cuts it down to its own limit.
  private static final int RECEIVE_BYTES = 4 << 20;

  private final UdpServices services;
  private final UdpSessions sessions;
  private final Channel main;
  private final boolean everywhere;

  /// By address; on the loop.
  private final Map<InetAddress, UdpMouth> own = new HashMap<>();

  /// Opens it, on a thread that may block.
  ///
  /// @throws IOException where the address can't be had
  UdpDoor(InetSocketAddress address, UdpServices services, UdpSessions sessions)
      throws IOException {
    this.services = services;
    this.sessions = sessions;
    DatagramChannel channel = socket(address, services);
    this.main = channel;
    boolean linux = channel instanceof EpollDatagramChannel;
    this.everywhere =
        linux && address.getAddress() != null && address.getAddress().isAnyLocalAddress();
    prepare(channel, new UdpMouth(this, sessions, services.outlet(channel)));
    services.loop().register(channel).awaitUninterruptibly();
    if (everywhere) {
      channel.config().setOption(EpollChannelOption.IP_RECVORIGDSTADDR, true);
    }
    ChannelFuture bound = channel.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      channel.close();
      throw bound.cause() instanceof IOException refused ? refused : new IOException(bound.cause());
    }
    allowBroadcast(channel);
    if (everywhere) {
      // Only now, so that an address that others have was not taken from them.
      share(channel);
      List<InetAddress> known =
          address.getAddress() instanceof Inet6Address ? addressesOfIpv6() : List.of();
      services.loop().execute(() -> known.forEach(this::openOwn));
    }
  }

  private static DatagramChannel socket(InetSocketAddress address, UdpServices services)
      throws IOException {
    try {
      return services.loops().datagramsAt(address);
    } catch (ChannelException none) {
      throw new IOException(none.getMessage(), none);
    }
  }

  private void prepare(Channel channel, UdpMouth mouth) {
    services.buffer().serve(channel);
    channel.config().setOption(ChannelOption.SO_RCVBUF, RECEIVE_BYTES);
    channel.pipeline().addLast(mouth);
  }

  /// Once it is bound: before, Netty warns of every one that has a single address.
  private static void allowBroadcast(Channel channel) {
    channel.config().setOption(ChannelOption.SO_BROADCAST, true);
  }

  private static List<InetAddress> addressesOfIpv6() {
    try (Stream<NetworkInterface> all = NetworkInterface.networkInterfaces()) {
      return all.flatMap(NetworkInterface::inetAddresses)
          .filter(it -> it instanceof Inet6Address && !it.isLoopbackAddress())
          .limit(MOST_ADDRESSES)
          .toList();
    } catch (IOException | UncheckedIOException unknown) {
      return List.of();
    }
  }

  /// Where the real port is, when 0 was asked for.
  InetSocketAddress address() {
    return (InetSocketAddress) main.localAddress();
  }

  boolean isOpen() {
    return main.isOpen();
  }

  /// Leaves the address to others; on a thread that may block.
  void close() {
    main.close().awaitUninterruptibly();
    services
        .loop()
        .submit(
            () -> {
              own.values().forEach(mouth -> mouth.outlet().close());
              own.clear();
            })
        .awaitUninterruptibly();
  }

  /// The way out that bears the address that somebody spoke to.
  Outlet outlet(UdpMouth heardBy, InetSocketAddress spokenTo) {
    InetAddress address = spokenTo.getAddress();
    if (!everywhere
        || !main.equals(heardBy.outlet().channel())
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()) {
      return heardBy.outlet();
    }
    UdpMouth mouth = own.get(address);
    if (mouth == null) {
      mouth = openOwn(address);
    }
    return mouth == null ? heardBy.outlet() : mouth.outlet();
  }

  private @Nullable UdpMouth openOwn(InetAddress address) {
    if (own.size() >= MOST_ADDRESSES || !main.isOpen()) {
      return null;
    }
    DatagramChannel channel;
    try {
      channel = services.loops().datagramsAt(address());
    } catch (ChannelException none) {
      return null;
    }
    UdpMouth mouth = new UdpMouth(this, sessions, services.outlet(channel));
    prepare(channel, mouth);
    share(channel);
    services.loop().register(channel);
    ChannelFuture bound = channel.bind(new InetSocketAddress(address, address().getPort()));
    if (!bound.isSuccess()) {
      channel.close();
      return null;
    }
    allowBroadcast(channel);
    own.put(address, mouth);
    return mouth;
  }

  /// Lets our own sockets for single addresses have the port too, but nobody else's: of UDP,
  /// SO_REUSEADDR would let any user of the machine in.
  private static void share(Channel channel) {
    if (channel instanceof EpollDatagramChannel datagrams) {
      datagrams.config().setReusePort(true);
    }
  }
}
