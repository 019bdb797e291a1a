package dev.adit.relay;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the kernel must let us do before it relays for us.
final class KernelRights {
  private static final int NET_ADMIN = 12;
  private static final Pattern EFFECTIVE = Pattern.compile("(?m)^CapEff:\\s*([0-9a-f]{1,16})$");
  private static final Path FOUR = Path.of("/proc/sys/net/ipv4/ip_forward");
  private static final Path SIX = Path.of("/proc/sys/net/ipv6/conf/all/forwarding");

  private KernelRights() {}

  /// Whether this process may change rules: what root may, and others who were given it.
  static boolean mayChangeRules() {
    try {
      return mayChangeRules(Files.readString(Path.of("/proc/self/status")));
    } catch (IOException notLinux) {
      return false;
    }
  }

  /// @param status of a process, as Linux shows it
  static boolean mayChangeRules(String status) {
    Matcher effective = EFFECTIVE.matcher(status);
    return effective.find()
        && (Long.parseUnsignedLong(effective.group(1), 16) >>> NET_ADMIN & 1) == 1;
  }

  /// Whether packets that are for others are passed on.
  static boolean forwards(boolean six) {
    try {
      return !Files.readString(six ? SIX : FOUR).strip().equals("0");
    } catch (IOException unknown) {
      return false;
    }
  }

  /// Why the kernel can't be asked to relay from there, and what to do; empty where it can.
  static String objection(InetAddress bind) {
    if (bind.isLoopbackAddress()) {
      return "via = \"kernel\" relays what comes from elsewhere, and nothing does to "
          + bind.getHostAddress()
          + ": bind another address, or via = \"user\"";
    }
    if (!mayChangeRules()) {
      return "via = \"kernel\" needs root (or CAP_NET_ADMIN): start Adit so, or via = \"user\"";
    }
    boolean both = bind instanceof Inet6Address && bind.isAnyLocalAddress();
    boolean six = bind instanceof Inet6Address && !both;
    if (!forwards(six) && !(both && forwards(true))) {
      return "via = \"kernel\" needs a kernel that forwards: sysctl -w "
          + (six ? "net.ipv6.conf.all.forwarding=1" : "net.ipv4.ip_forward=1")
          + ", or via = \"user\"";
    }
    return "";
  }
}
