package dev.adit.host;

import dev.adit.config.HostPort;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a user should know after an install: what still stands in the way, and where to connect.
public final class InstallAdvice {
  private InstallAdvice() {}

  /// Line by line.
  public static List<String> lines(Program program, ConfigFiles config, HostFacts facts) {
    List<String> lines = new ArrayList<>();
    program.warnings().forEach(warning -> lines.add("warning: " + warning));
    Needs needs = config.needs();
    for (Path pem : needs.pems()) {
      if (!isCopied(config, pem) && !othersMayRead(pem)) {
        lines.add(
            "warning: %1$s: the user adit may not read it: setfacl -m u:adit:r %1$s, and x on the directories above"
                .formatted(pem));
      }
    }
    writing("guard.file", needs.guardFile(), lines);
    writing("forensics.directory", needs.forensics(), lines);
    writing("log.file", needs.logFile(), lines);
    for (OtherFirewall barrier : facts.barriers()) {
      lines.add("warning: " + barrier.name() + " drops what is not opened in it:");
      barrier
          .opening(needs.openPorts(false), needs.openPorts(true))
          .forEach(command -> lines.add("  " + command));
    }
    needs.doors().forEach(door -> lines.addAll(addresses(door)));
    return lines;
  }

  private static void writing(String key, @Nullable Path path, List<String> lines) {
    if (path != null
        && Stream.of(Places.CONFIG, Places.STATE, Places.LOGS).noneMatch(path::startsWith)) {
      lines.add(
          "warning: %s %s: the user adit must be able to write there; %s is made for that"
              .formatted(key, path, Places.STATE));
    }
  }

  private static boolean isCopied(ConfigFiles config, Path pem) {
    return config.files().keySet().stream()
        .anyMatch(file -> file.getFileName().equals(pem.getFileName()));
  }

  private static boolean othersMayRead(Path file) {
    try {
      for (Path at = file; at.getParent() != null; at = at.getParent()) {
        PosixFilePermission needed =
            at.equals(file) ? PosixFilePermission.OTHERS_READ : PosixFilePermission.OTHERS_EXECUTE;
        if (!Files.getPosixFilePermissions(at).contains(needed)) {
          return false;
        }
      }
      return true;
    } catch (IOException unseen) {
      return false;
    }
  }

  private static List<String> addresses(Needs.Door door) {
    HostPort bind = door.bind();
    List<String> hosts = bind.isAllAddresses() ? ownAddresses() : List.of(bind.host());
    return hosts.stream()
        .map(
            host ->
                "%s: %s://%s"
                    .formatted(door.name(), door.scheme(), new HostPort(host, bind.port())))
        .toList();
  }

  /// Those of IPv4 where there are any; this machine can at least reach itself.
  private static List<String> ownAddresses() {
    try {
      List<InetAddress> all =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
              .toList();
      List<InetAddress> four = all.stream().filter(Inet4Address.class::isInstance).toList();
      List<String> hosts =
          (four.isEmpty() ? all : four).stream().map(InetAddress::getHostAddress).sorted().toList();
      return hosts.isEmpty() ? List.of("localhost") : hosts;
    } catch (SocketException none) {
      return List.of("localhost");
    }
  }
}
