package dev.adit.relay;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Errors;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.Set;

/// Hears the target of one session.
final class UdpHearer extends ChannelInboundHandlerAdapter {
  private static final int HOST_UNREACHABLE = -113;
  private static final Set<Integer> NOBODY_THERE =
      Set.of(
          Errors.ERROR_ECONNREFUSED_NEGATIVE, Errors.ERROR_ENETUNREACH_NEGATIVE, HOST_UNREACHABLE);

  private final UdpSession session;
  private final InetSocketAddress target;
  private final boolean checks;

  /// @param checks whether something may have come before the socket was connected, from others
  ///   than the target; after that the kernel keeps them off
  UdpHearer(UdpSession session, InetSocketAddress target, boolean checks) {
    this.session = session;
    this.target = target;
    this.checks = checks;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    if (checks && !target.equals(packet.sender())) {
      packet.release();
      session.onTrouble();
    } else {
      session.onAnswer(packet.content());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    session.onAnswersEnd();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof PortUnreachableException
        || (cause instanceof Errors.NativeIoException io
            && NOBODY_THERE.contains(io.expectedErr()))) {
      session.onRefused(cause);
    } else {
      session.onTrouble();
    }
  }
}
