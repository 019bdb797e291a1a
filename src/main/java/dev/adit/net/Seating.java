package dev.adit.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/// Where a door's connections go that the guard has let in. On the door's thread, or that of the
/// loop on which a PROXY header was read.
///
/// @param <S> a place for one connection
public interface Seating<S> {

  /// A place; null where there is none, and the connection is closed.
  @Nullable S seat(Visitor visitor);

  /// The loop of a place.
  EventLoop loop(S place);

  /// Makes a connection ready for its place, before the loop has it.
  void furnish(Channel channel, Visitor visitor, S place);

  /// The connection did not reach its place.
  void vacated(S place, Visitor visitor);

  /// A load balancer sent no header that can be read; its connection is closed.
  void onNoHeader();
}
