package dev.adit.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The kernel asks the rules once for each flow, and then does the same for as long as the flow
/// goes on. Who sends all the time would never hear of rules that came, changed or went: so the
/// flows are forgotten then, where the program `conntrack` is there. Blocks.
final class KernelFlows {
  private final Optional<HostCommand> conntrack = HostCommand.find("conntrack");

  boolean canForget() {
    return conntrack.isPresent();
  }

  /// Those that were led nowhere because there were no rules.
  void forgetUnled(InetSocketAddress door) {
    List<InetAddress> addresses =
        door.getAddress().isAnyLocalAddress() ? ours() : List.of(door.getAddress());
    for (InetAddress address : addresses) {
      forget(address, door.getPort(), address, door.getPort());
    }
  }

  /// Those that are led to a target.
  void forgetLed(InetSocketAddress door, InetAddress target, int port) {
    forget(null, door.getPort(), target, port);
  }

  private void forget(@Nullable InetAddress to, int port, InetAddress answering, int from) {
    String family = answering instanceof Inet4Address ? "ipv4" : "ipv6";
    String answers = answering.getHostAddress().replaceFirst("%.*", "");
    Stream<String> line =
        Stream.of("-D", "-f", family, "-p", "udp", "--dport", Integer.toString(port));
    Stream<String> back =
        Stream.of("--reply-src", answers, "--reply-port-src", Integer.toString(from));
    Stream<String> whom = to == null ? Stream.of() : Stream.of("--orig-dst", answers);
    String[] arguments = Stream.of(line, back, whom).flatMap(it -> it).toArray(String[]::new);
    conntrack.ifPresent(
        command -> {
          try {
            command.run("", arguments);
          } catch (IOException none) {
            // it fails where there is nothing to forget
          }
        });
  }

  private static List<InetAddress> ours() {
    try (Stream<NetworkInterface> all = NetworkInterface.networkInterfaces()) {
      return all.flatMap(NetworkInterface::inetAddresses)
          .filter(it -> !it.isLoopbackAddress())
          .toList();
    } catch (IOException | UncheckedIOException unknown) {
      return List.of();
    }
  }
}
