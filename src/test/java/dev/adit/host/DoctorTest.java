package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.HostPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DoctorTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "net.core.somaxconn", "16384",
          "net.ipv4.tcp_max_syn_backlog", "16384",
          "net.ipv4.tcp_congestion_control", "bbr");
  private static final Needs FARM = Hosts.needs(3333);

  private static Finding of(String check, HostFacts facts, Needs needs) {
    return Doctor.findings(facts, needs).stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow();
  }

  private static Finding with(String key, String value, String check) {
    return of(check, Hosts.debian(Map.of(key, value)), FARM);
  }

  @Test
  void findsNothingOnAHostThatWasInstalledOn() {
    assertThat(Doctor.findings(Hosts.debian(GOOD), FARM)).noneMatch(Finding::hurts);
  }

  @Test
  void namesTheCureOfAShortQueue() {
    assertThat(with("net.core.somaxconn", "128", "net.core.somaxconn").lines())
        .containsExactly(
            "hurts    net.core.somaxconn: 128",
            "         after a power cut all miners come at once; of connections waiting to be"
                + " accepted the kernel drops the rest",
            "         > sysctl -w net.core.somaxconn=16384");
  }

  @Test
  void comparesOpenFilesWithWhatTheConfigurationMayNeed() {
    Needs many = new Needs(List.of(), null, 200_000, 0, false, null, null, null, List.of());
    Finding files = of("open files", Hosts.debian(GOOD), many);
    assertThat(files.hurts()).isTrue();
    assertThat(files.cure()).contains("ulimit -n 221184");
    assertThat(of("open files", Hosts.debian(GOOD), FARM).hurts()).isFalse();
  }

  @Test
  void looksAtTheTableOfConnections() {
    String most = "net.netfilter.nf_conntrack_max";
    String count = "net.netfilter.nf_conntrack_count";
    String check = "connection tracking";
    assertThat(of(check, Hosts.debian(GOOD), FARM).found()).isEqualTo("off");
    assertThat(with(most, "65536", check).cure())
        .containsExactly("sysctl -w net.netfilter.nf_conntrack_max=131072");
    assertThat(of(check, Hosts.debian(Map.of(most, "262144", count, "200000")), FARM).why())
        .contains("nearly full");
    assertThat(of(check, Hosts.debian(Map.of(most, "262144", count, "1000")), FARM).hurts())
        .isFalse();
  }

  @Test
  void comparesThePortRangeWithOutgoingConnections() {
    Needs tap = new Needs(List.of(), null, 30_000, 30_000, false, null, null, null, List.of());
    String check = "net.ipv4.ip_local_port_range";
    assertThat(of(check, Hosts.debian(GOOD), tap).hurts()).isTrue();
    assertThat(of(check, Hosts.debian(GOOD), FARM).hurts()).isFalse();
  }

  @Test
  void missesBbr() {
    String check = "net.ipv4.tcp_congestion_control";
    assertThat(with(check, "cubic", check).cure()).containsExactly("sysctl -w " + check + "=bbr");
    HostFacts without = Hosts.facts(Hosts.DEBIAN, false, null, List.of());
    assertThat(of(check, without, FARM).cure()).isEmpty();
    assertThat(of(check, without, FARM).hurts()).isTrue();
  }

  @Test
  void findsAFirewallThatDropsByDefault() {
    HostFacts facts =
        Hosts.facts(Hosts.DEBIAN, true, Path.of("/usr/sbin/nft"), List.of(new OtherFirewall.Ufw()));
    assertThat(of("firewall", facts, FARM).cure()).containsExactly("ufw allow 3333/tcp");
  }

  @Test
  void findsLowPortsWithoutTheRightToThem() {
    Needs low =
        new Needs(List.of(), new HostPort("", 80), 1, 1, false, null, null, null, List.of());
    assertThat(of("low ports", Hosts.debian(GOOD), low).hurts()).isTrue();
    assertThat(
            Doctor.findings(Hosts.debian(Map.of("net.ipv4.ip_unprivileged_port_start", "0")), low))
        .noneMatch(finding -> finding.check().equals("low ports"));
  }

  @Test
  void doesNotClaimToKnowWhatItCannotSee() {
    HostFacts nothing =
        new HostFacts(
            "",
            Map.of(),
            false,
            false,
            null,
            false,
            List.of(),
            OptionalLong.empty(),
            false,
            Optional.empty(),
            OptionalLong.empty());
    assertThat(Doctor.findings(nothing, null))
        .noneMatch(Finding::hurts)
        .filteredOn(finding -> finding.verdict() == Finding.Verdict.UNKNOWN)
        .hasSizeGreaterThan(6);
  }

  @Test
  void findsAClockThatIsOffAndAnOldKernelAndLittleMemory() {
    HostFacts old =
        new HostFacts(
            "4.19.0-27-amd64",
            Map.of(),
            false,
            false,
            null,
            false,
            List.of(),
            OptionalLong.empty(),
            false,
            Optional.of(false),
            OptionalLong.of(512L << 20));
    assertThat(of("clock", old, FARM).hurts()).isTrue();
    assertThat(of("kernel", old, FARM).hurts()).isTrue();
    assertThat(of("memory", old, FARM).hurts()).isTrue();
  }
}
