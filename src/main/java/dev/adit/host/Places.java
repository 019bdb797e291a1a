package dev.adit.host;

import java.nio.file.Path;

/// Where things are once Adit is installed, and who it runs as.
public final class Places {
  public static final String USER = "adit";

  /// The program: a copy of the distribution.
  public static final Path PROGRAM = Path.of("/opt/adit");

  /// The configuration, and what it names: certificates, keys.
  public static final Path CONFIG = Path.of("/etc/adit");

  /// What the service writes: found blocks, and whatever the configuration wants there.
  public static final Path STATE = Path.of("/var/lib/adit");

  public static final Path LOGS = Path.of("/var/log/adit");
  public static final Path UNIT = Path.of("/etc/systemd/system/adit.service");

  static final Path START = PROGRAM.resolve("bin/adit");
  static final Path MANIFEST = PROGRAM.resolve("install-manifest");
  static final Path WANTED = Path.of("/etc/systemd/system/multi-user.target.wants");

  /// What is started with `nftables.service`, which forgets every table when it is stopped.
  static final Path WANTED_WITH_NFTABLES = Path.of("/etc/systemd/system/nftables.service.wants");

  static final Path FIREWALL_UNIT = Path.of("/etc/systemd/system/adit-firewall.service");
  static final Path FIREWALL = CONFIG.resolve("adit.nft");
  static final Path SYSCTL = Path.of("/etc/sysctl.d/99-adit.conf");
  static final Path USERS = Path.of("/etc/sysusers.d/adit.conf");
  static final Path OWNERS = Path.of("/etc/tmpfiles.d/adit.conf");
  static final Path ROTATION = Path.of("/etc/logrotate.d/adit");

  private Places() {}
}
