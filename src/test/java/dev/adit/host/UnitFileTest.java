package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.HostPort;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitFileTest {
  private static final Path CONFIG = Path.of("/etc/adit/adit.toml");
  private static final long NR_OPEN = 1_048_576;

  private static String unit(Needs needs) {
    return UnitFile.text(needs, CONFIG, NR_OPEN);
  }

  @Test
  void startsWatchesAndReloadsTheProgramAsAUserOfItsOwn() {
    assertThat(unit(Hosts.needs(3333)).lines())
        .contains(
            "Type=notify",
            "NotifyAccess=main",
            "ExecStart=/opt/adit/bin/adit run -c /etc/adit/adit.toml",
            "ExecReload=/usr/bin/env -u ADIT_JAVA_OPTS /opt/adit/bin/adit check -q -c"
                + " /etc/adit/adit.toml",
            "ExecReload=/bin/kill -HUP $MAINPID",
            "WatchdogSec=30",
            "Restart=on-failure",
            "User=adit",
            "StateDirectory=adit",
            "LimitNOFILE=65536",
            "NoNewPrivileges=yes",
            "CapabilityBoundingSet=",
            "ProtectSystem=strict",
            "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
            "SystemCallFilter=@system-service")
        .noneMatch(line -> line.startsWith("AmbientCapabilities"))
        .noneMatch(line -> line.startsWith("MemoryDenyWriteExecute"))
        .noneMatch(line -> line.startsWith("ReadWritePaths"));
  }

  @Test
  void givesTheRightToLowPortsOnlyWhereOneIsUsed() {
    String capability = "CapabilityBoundingSet=CAP_NET_BIND_SERVICE";
    assertThat(unit(Hosts.needs(3333, 443)).lines())
        .contains(capability, "AmbientCapabilities=CAP_NET_BIND_SERVICE")
        .doesNotContain("PrivateUsers=yes");
    Needs admin =
        new Needs(
            List.of(), new HostPort("127.0.0.1", 80), 1, 1, false, null, null, null, List.of());
    assertThat(unit(admin).lines()).contains(capability);
  }

  @Test
  void givesTheRightToChangeTheNetworkOnlyForDatagramsViaTheKernel() {
    Needs needs = new Needs(List.of(), null, 1, 1, true, null, null, null, List.of());
    assertThat(unit(needs).lines())
        .contains(
            "CapabilityBoundingSet=CAP_NET_ADMIN",
            "AmbientCapabilities=CAP_NET_ADMIN",
            "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK");
  }

  @Test
  void opensAsManyFilesAsConnectionsNeedAndTheKernelAllows() {
    Needs many = new Needs(List.of(), null, 200_000, 200_000, false, null, null, null, List.of());
    assertThat(unit(many)).contains("LimitNOFILE=441344\n");
    assertThat(UnitFile.text(many, CONFIG, 100_000)).contains("LimitNOFILE=100000\n");
  }

  @Test
  void mayWriteWhereTheLogIs() {
    assertThat(unit(Hosts.needs(1).writing(null, null, Path.of("/srv/logs/adit.log"))))
        .contains("# log.file is there.\nReadWritePaths=-/srv/logs\n");
    assertThat(unit(Hosts.needs(1).writing(null, null, Path.of("/etc/adit/adit.log"))))
        .contains("ReadWritePaths=-/etc/adit\n");
    for (String there : List.of("/etc/adit/logs/relay.log", "/var/log/adit/adit.log")) {
      assertThat(unit(Hosts.needs(1).writing(null, null, Path.of(there))))
          .as(there)
          .doesNotContain("ReadWritePaths");
    }
  }

  @Test
  void mayWriteWhereBansAreKept() {
    assertThat(unit(Hosts.needs(1).writing(null, Path.of("/etc/adit/forensics"), null)))
        .contains("# forensics.directory is there.\nReadWritePaths=-/etc/adit/forensics\n");
    assertThat(unit(Hosts.needs(1).writing(Path.of("/etc/adit/bans.jsonl"), null, null)))
        .contains("ReadWritePaths=-/etc/adit\n");
    assertThat(unit(Hosts.needs(1).writing(Path.of("/var/lib/adit/bans.jsonl"), null, null)))
        .doesNotContain("ReadWritePaths");
  }
}
