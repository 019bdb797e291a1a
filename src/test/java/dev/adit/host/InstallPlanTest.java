package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InstallPlanTest {
  private static final Path CONFIG = Path.of("/etc/adit/adit.toml");

  private static List<String> heads(HostFacts facts, @Nullable Path bans, boolean inPlace) {
    Needs farm = Hosts.needs(3333);
    TreeMap<Path, FileContent> files = new TreeMap<>(Map.of(CONFIG, FileContent.of("password")));
    Needs needs = bans == null ? farm : farm.writing(bans, null, null);
    ConfigFiles config = new ConfigFiles(CONFIG, files, List.of(CONFIG), needs);
    Program program = new Program(new TreeMap<>(), inPlace, List.of());
    return InstallPlan.of(program, config, facts).steps().stream()
        .map(step -> step.describe().getFirst().replaceFirst(" \\(\\d+ bytes, mode", " (mode"))
        .toList();
  }

  private static HostFacts debian() {
    return Hosts.debian(Map.of());
  }

  @Test
  void isAllThatAServiceNeedsInAnOrderThatWorks() {
    assertThat(heads(debian(), null, false))
        .containsExactly(
            "copy the program to /opt/adit (0 files)",
            "write /etc/sysusers.d/adit.conf (mode 0644)",
            "make the system user adit",
            "make the directory /etc/adit (mode 0750)",
            "write /etc/adit/adit.toml (mode 0640)",
            "make the directory /var/lib/adit (mode 0750)",
            "make the directory /var/log/adit (mode 0750)",
            "link /var/lib/adit/logs to /var/log/adit",
            "write /etc/tmpfiles.d/adit.conf (mode 0644)",
            "write /etc/sysctl.d/99-adit.conf (mode 0644)",
            "have the kernel use these settings at once, where it has them",
            "write /etc/adit/adit.nft (mode 0644)",
            "write /etc/systemd/system/adit-firewall.service (mode 0644)",
            "link /etc/systemd/system/multi-user.target.wants/adit-firewall.service to"
                + " /etc/systemd/system/adit-firewall.service",
            "link /etc/systemd/system/nftables.service.wants/adit-firewall.service to"
                + " /etc/systemd/system/adit-firewall.service",
            "write /etc/logrotate.d/adit (mode 0644)",
            "write /etc/systemd/system/adit.service (mode 0644)",
            "link /etc/systemd/system/multi-user.target.wants/adit.service to"
                + " /etc/systemd/system/adit.service",
            "run systemctl daemon-reload",
            "run systemctl restart adit-firewall.service",
            "run systemctl restart adit.service");
  }

  @Test
  void logsLeadToTheirPlaceBeforeADirectoryIsMadeBelowThem() {
    Path logs = Path.of("/etc/adit/logs");
    Needs needs =
        Hosts.needs(3333).writing(null, logs.resolve("forensics"), logs.resolve("adit.log"));
    ConfigFiles config = new ConfigFiles(CONFIG, new TreeMap<>(), List.of(), needs);
    Program program = new Program(new TreeMap<>(), true, List.of());
    assertThat(InstallPlan.of(program, config, debian()).steps())
        .extracting(step -> step.describe().getFirst())
        .containsSubsequence(
            "link /etc/adit/logs to /var/log/adit",
            "make the directory /etc/adit/logs/forensics (mode 0750)");
  }

  @Test
  void withoutNftThereIsNoFirewallButAWord() {
    HostFacts without = Hosts.facts(Hosts.DEBIAN, true, null, List.of());
    assertThat(heads(without, null, false))
        .contains(
            "skip the packet filter: there is no nft; install nftables and run adit install again")
        .noneMatch(step -> step.contains("nft ") || step.contains("adit-firewall"));
  }

  @Test
  void aPackageHasPutTheProgramThereAlready() {
    assertThat(heads(debian(), null, true))
        .startsWith("skip the program: /opt/adit is where it runs from already");
  }

  @Test
  void whereBansAreKeptBesideTheConfigurationTheServiceMayMakeFilesButReplaceNone() {
    assertThat(heads(debian(), Path.of("/etc/adit/bans.jsonl"), false))
        .contains("make the directory /etc/adit (mode 1770)");
  }

  private static List<String> headsWithLog(String log, @Nullable Path heard) {
    Needs needs = Hosts.needs(3333).writing(null, heard, Path.of(log));
    ConfigFiles config = new ConfigFiles(CONFIG, new TreeMap<>(), List.of(CONFIG), needs);
    Program program = new Program(new TreeMap<>(), true, List.of());
    return InstallPlan.of(program, config, debian()).steps().stream()
        .map(step -> step.describe().getFirst())
        .toList();
  }

  @Test
  void aLogFileBelowTheDirectoryOfTheConfigurationIsWhereTheServiceMayWrite() {
    assertThat(headsWithLog("/etc/adit/logs/relay.log", null))
        .containsSubsequence(
            "make the directory /var/log/adit (mode 0750)", "link /etc/adit/logs to /var/log/adit");
    assertThat(headsWithLog("/etc/adit/adit.log", null))
        .contains("make the directory /etc/adit (mode 1770)")
        .noneMatch(step -> step.startsWith("link /etc/adit"));
    assertThat(headsWithLog("/var/log/adit/adit.log", null))
        .contains("make the directory /etc/adit (mode 0750)")
        .noneMatch(step -> step.startsWith("link /etc/adit"));
    assertThat(headsWithLog("/etc/adit/logs/relay.log", Path.of("/etc/adit/logs")))
        .contains("make the directory /etc/adit/logs (mode 0750)")
        .noneMatch(step -> step.startsWith("link /etc/adit"));
  }

  @Test
  void aDryRunShowsNoSecret() {
    TreeMap<Path, FileContent> files = new TreeMap<>(Map.of(CONFIG, FileContent.of("password")));
    ConfigFiles config = new ConfigFiles(CONFIG, files, List.of(CONFIG), Hosts.needs(3333));
    Program program = new Program(new TreeMap<>(), false, List.of());
    assertThat(InstallPlan.of(program, config, debian()).describe())
        .contains("    WatchdogSec=30", "    net.core.somaxconn = 16384")
        .noneMatch(line -> line.contains("password"));
  }
}
