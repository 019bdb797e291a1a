package dev.adit.host;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The systemd unit of the service.
final class UnitFile {
  private UnitFile() {}

  /// Its text.
  ///
  /// @param config where the configuration will be
  /// @param filesPerProcess the most that the kernel allows one; beyond it the service could not
  ///   start
  static String text(Needs needs, Path config, long filesPerProcess) {
    return """
    # Made by `adit install`, removed by `adit uninstall`. Settings of your own belong in a file beside it,
    # which `systemctl edit adit` makes: there they survive the next install.
    [Unit]
    Description=Adit, the door between mining machines and pools
    Wants=network-online.target
    After=network-online.target nss-lookup.target time-sync.target

    [Service]
    Type=notify
    NotifyAccess=main
    ExecStart=%1$s run -c %2$s
    # One that can't be used changes nothing, and systemctl says so.
    ExecReload=/usr/bin/env -u ADIT_JAVA_OPTS %1$s check -q -c %2$s
    ExecReload=/bin/kill -HUP $MAINPID
    WatchdogSec=30
    Restart=on-failure
    RestartSec=2
    # The configuration can't be used: it won't be better in a moment.
    RestartPreventExitStatus=2
    TimeoutStopSec=15
    User=adit
    Group=adit
    WorkingDirectory=%3$s
    StateDirectory=adit
    StateDirectoryMode=0750
    LogsDirectory=adit
    LogsDirectoryMode=0750
    UMask=0027
    LimitNOFILE=%4$d

    NoNewPrivileges=yes
    %5$s
    ProtectSystem=strict
    %6$sProtectHome=yes
    ProtectProc=invisible
    ProtectClock=yes
    ProtectHostname=yes
    ProtectControlGroups=yes
    ProtectKernelLogs=yes
    ProtectKernelModules=yes
    ProtectKernelTunables=yes
    PrivateTmp=yes
    PrivateDevices=yes
    LockPersonality=yes
    RemoveIPC=yes
    RestrictNamespaces=yes
    RestrictRealtime=yes
    RestrictSUIDSGID=yes
    RestrictAddressFamilies=%7$s
    SystemCallArchitectures=native
    SystemCallFilter=@system-service
    SystemCallFilter=~@privileged @resources
    # The analyser lets what carries bytes go first.
    SystemCallFilter=setpriority
    SystemCallErrorNumber=EPERM
    # Not MemoryDenyWriteExecute: Java compiles as it runs. Not ProcSubset=pid: how many connections may
    # wait to be accepted, and how much memory there is, is read in /proc.

    [Install]
    WantedBy=multi-user.target
    """
        .formatted(
            Places.START,
            config,
            Places.STATE,
            Math.min(needs.openFiles(), filesPerProcess),
            capabilities(needs),
            writable(needs),
            families(needs));
  }

  private static String capabilities(Needs needs) {
    Set<String> all = new LinkedHashSet<>();
    if (needs.lowPorts()) {
      all.add("CAP_NET_BIND_SERVICE");
    }
    if (needs.kernelUdp()) {
      all.add("CAP_NET_ADMIN");
    }
    String list = String.join(" ", all);
    return all.isEmpty()
        ? "CapabilityBoundingSet=\nPrivateUsers=yes"
        : "CapabilityBoundingSet=" + list + "\nAmbientCapabilities=" + list;
  }

  private static String families(Needs needs) {
    return "AF_INET AF_INET6 AF_UNIX" + (needs.kernelUdp() ? " AF_NETLINK" : "");
  }

  private static String writable(Needs needs) {
    Path bans = needs.guardFile();
    String text = writable("guard.file", bans == null ? null : bans.getParent());
    Path log = needs.logFile();
    return text
        + writable("forensics.directory", needs.forensics())
        + writable("log.file", log == null || isLinked(log) ? null : log.getParent());
  }

  /// Below the directory of the configuration it leads to [Places#LOGS].
  private static boolean isLinked(Path log) {
    return log.startsWith(Places.CONFIG) && !Places.CONFIG.equals(log.getParent());
  }

  private static String writable(String key, @Nullable Path directory) {
    return directory == null
            || directory.startsWith(Places.STATE)
            || directory.startsWith(Places.LOGS)
        ? ""
        : "# " + key + " is there.\nReadWritePaths=-" + directory + "\n";
  }
}
