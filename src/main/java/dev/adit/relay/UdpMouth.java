package dev.adit.relay;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.util.ArrayList;
import java.util.List;

/// Hears clients by one of a door's sockets.
final class UdpMouth extends ChannelInboundHandlerAdapter {
  private final UdpDoor door;
  private final UdpSessions sessions;
  private final Outlet outlet;
  private final List<Outlet> offered = new ArrayList<>();

  UdpMouth(UdpDoor door, UdpSessions sessions, Outlet outlet) {
    this.door = door;
    this.sessions = sessions;
    this.outlet = outlet;
  }

  Outlet outlet() {
    return outlet;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    Outlet back = door.outlet(this, packet.recipient());
    Outlet there = sessions.onDatagram(ClientKey.of(packet.sender()), packet.content(), back);
    if (there != null && (offered.isEmpty() || offered.getLast() != there)) {
      offered.add(there);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    offered.forEach(Outlet::flush);
    offered.clear();
  }

  /// One datagram could not be sent, to somebody who may be gone.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    sessions.onTrouble();
  }
}
