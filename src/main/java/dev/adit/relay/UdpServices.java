package dev.adit.relay;

import dev.adit.guard.Door;
import dev.adit.guard.Guard;
import dev.adit.net.EventLoops;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.function.Supplier;

/// What the sessions of one UDP relay share.
///
/// @param settings those that hold now
/// @param loop on which all of the relay runs
/// @param waiting what may wait of all of them together
record UdpServices(
    Supplier<RelaySettings> settings,
    RelayServices relays,
    EventLoop loop,
    DatagramBuffer buffer,
    DatagramRoom waiting,
    Targets targets,
    Throttle throttle,
    Door entry,
    FlowBook<UdpSession> book) {

  EventLoops loops() {
    return relays.loops();
  }

  Guard guard() {
    return relays.guard();
  }

  Lookup lookup() {
    return relays.lookup();
  }

  SessionRoom room() {
    return relays.room();
  }

  /// The address to dial from; empty: the system chooses.
  String source() {
    return settings.get().relay().source();
  }

  /// The way out by a socket of the relay.
  Outlet outlet(Channel channel) {
    return new Outlet(channel, waiting, this::dropped);
  }

  /// A datagram went nowhere.
  void dropped() {
    book.totals().dropped();
  }

  void trouble(String line) {
    relays.log().trouble(settings.get().name() + ": " + line);
  }
}
