package dev.adit.relay;

import dev.adit.config.SendProxy;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// Tells a target where a connection comes from: the PROXY header of HAProxy, in text or binary.
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the connection, which is heard of
final class ProxyGreeting {
  private ProxyGreeting() {}

  /// Writes the header, before anything else is written.
  static void send(SendProxy version, Flow flow, Channel target) {
    if (version == SendProxy.NONE
        || !(flow.client().channel().localAddress() instanceof InetSocketAddress door)) {
      return;
    }
    ChannelHandler encoder = HAProxyMessageEncoder.INSTANCE;
    target.pipeline().addFirst(encoder);
    target.write(message(version, flow.from(), door));
    target.pipeline().remove(encoder);
  }

  /// Writes the header of a connection that is nobody's but our own, such as one that only looks.
  static void sendLocal(SendProxy version, Channel target) {
    byte[] header =
        switch (version) {
          case NONE -> new byte[0];
          case V1 -> "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII);
          case V2 -> "\r\n\r\n\0\r\nQUIT\n \0\0\0".getBytes(StandardCharsets.US_ASCII);
        };
    target.write(Unpooled.wrappedBuffer(header));
  }

  private static HAProxyMessage message(
      SendProxy version, InetSocketAddress from, InetSocketAddress door) {
    boolean four =
        from.getAddress() instanceof Inet4Address && door.getAddress() instanceof Inet4Address;
    return new HAProxyMessage(
        version == SendProxy.V1 ? HAProxyProtocolVersion.V1 : HAProxyProtocolVersion.V2,
        HAProxyCommand.PROXY,
        four ? HAProxyProxiedProtocol.TCP4 : HAProxyProxiedProtocol.TCP6,
        text(from.getAddress(), four),
        text(door.getAddress(), four),
        from.getPort(),
        door.getPort());
  }

  /// Where one of the two is IPv6 both must be, so an IPv4 address is written as a mapped one; a
  /// zone means nothing elsewhere.
  private static String text(InetAddress address, boolean four) {
    String text = address.getHostAddress().replaceFirst("%.*", "");
    return four || address instanceof Inet6Address ? text : "::ffff:" + text;
  }
}
