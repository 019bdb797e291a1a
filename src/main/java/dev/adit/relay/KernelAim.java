package dev.adit.relay;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Finds out which rules lead to the target of a relay, as its name is to be understood now.
/// Blocks.
final class KernelAim {
  private static final long LOOKUP_SECONDS = 10;

  private final RelayServices services;
  private final Targets targets;

  KernelAim(RelayServices services, Targets targets) {
    this.services = services;
    this.targets = targets;
  }

  /// Rules that may lead nowhere. Of a name with several addresses the one that was taken before is
  /// taken again.
  KernelRules rules(RelaySettings now, @Nullable KernelRules before) {
    Target target = targets.all().getFirst();
    List<InetAddress> found = lookUp(target, now);
    String source = now.relay().source();
    return new KernelRules(
        now.name(),
        now.bind(),
        choose(found, Inet4Address.class, before == null ? null : before.four()),
        choose(found, Inet6Address.class, before == null ? null : before.six()),
        target.address().port(),
        source.isEmpty() ? null : InetAddress.ofLiteral(source));
  }

  private static <A extends InetAddress> @Nullable A choose(
      List<InetAddress> found, Class<A> kind, @Nullable A before) {
    List<A> usable = found.stream().filter(kind::isInstance).map(kind::cast).toList();
    if (usable.isEmpty()) {
      return null;
    }
    return before != null && usable.contains(before) ? before : usable.getFirst();
  }

  /// The kernel sends nothing that comes from elsewhere to its own loopback, rules know no zones,
  /// and who speaks to an address of IPv4 is not led to one of IPv6, nor the other way.
  private static boolean canBeReached(InetAddress address, InetAddress bind) {
    boolean alike =
        address instanceof Inet4Address
            ? bind instanceof Inet4Address || bind.isAnyLocalAddress()
            : bind instanceof Inet6Address;
    return alike
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && KernelRights.forwards(address instanceof Inet6Address);
  }

  /// Those that can be reached.
  private List<InetAddress> lookUp(Target target, RelaySettings now) {
    InetAddress bind = now.bind().getAddress();
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    services
        .lookup()
        .find(
            target.address().host(),
            services.loops().door(),
            (addresses, unknown) -> {
              List<InetAddress> usable =
                  addresses.stream().filter(found -> canBeReached(found, bind)).toList();
              if (unknown != null) {
                missed(target, unknown, now.name());
              } else if (usable.isEmpty()) {
                missed(target, "no address that the kernel can relay to", now.name());
              }
              answer.complete(usable);
            });
    try {
      return answer.get(LOOKUP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException late) {
      missed(target, "no answer of the name server", now.name());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  private void missed(Target target, String why, String relay) {
    target.missed(why, System.nanoTime());
    services.log().trouble("%s: %s: %s".formatted(relay, target.address(), why));
  }
}
