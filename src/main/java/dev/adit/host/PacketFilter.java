package dev.adit.host;

import java.nio.file.Path;
import java.util.SortedSet;
import java.util.stream.Collectors;

/// The nftables table `inet adit`, and the unit that loads it before Adit starts.
final class PacketFilter {
  private PacketFilter() {}

  /// A file for `nft -f`. Loaded again it replaces the table at once, never leaving none.
  static String table(Needs needs) {
    return """
    # Made by `adit install`, removed by `adit uninstall`; loaded by adit-firewall.service.
    # It opens the listeners' ports, and drops what belongs to no connection that the kernel knows. What
    # another table drops stays dropped: open the ports there, too. See `adit doctor`.
    table inet adit
    delete table inet adit

    table inet adit {
    	chain input {
    		type filter hook input priority filter - 5; policy accept;
    		ct state invalid counter drop
    %s%s\t}

    	chain output {
    		type filter hook output priority filter - 5; policy accept;
    		ct state invalid counter drop
    	}

    	chain forward {
    		type filter hook forward priority filter - 5; policy accept;
    		ct state invalid counter drop
    	}
    }
    """
        .formatted(accept("tcp", needs.openPorts(false)), accept("udp", needs.openPorts(true)));
  }

  private static String accept(String protocol, SortedSet<Integer> ports) {
    if (ports.isEmpty()) {
      return "";
    }
    String list = ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "\t\t" + protocol + " dport { " + list + " } accept\n";
  }

  /// The unit. `nftables.service` flushes every table when it starts, so ours comes after it and is
  /// loaded, reloaded and removed with it. Tracking connections loads the kernel's module for it,
  /// whose settings can be made only then.
  static String unit(Path nft) {
    return """
    # Made by `adit install`, removed by `adit uninstall`.
    [Unit]
    Description=Packet filter rules of Adit
    Wants=network-pre.target
    Before=network-pre.target adit.service
    After=nftables.service
    PartOf=nftables.service
    ReloadPropagatedFrom=nftables.service

    [Service]
    Type=oneshot
    RemainAfterExit=yes
    ExecStart=%1$s -f %2$s
    ExecStart=-/usr/lib/systemd/systemd-sysctl --prefix=/net/netfilter --prefix=/net/nf_conntrack_max
    ExecReload=%1$s -f %2$s
    ExecStop=-%1$s delete table inet adit
    CapabilityBoundingSet=CAP_NET_ADMIN
    NoNewPrivileges=yes
    ProtectSystem=strict
    ProtectHome=yes
    PrivateTmp=yes

    [Install]
    WantedBy=multi-user.target nftables.service
    """
        .formatted(nft, Places.FIREWALL);
  }
}
