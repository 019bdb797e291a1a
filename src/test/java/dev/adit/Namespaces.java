package dev.adit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Three hosts in network namespaces of Linux, a client and a target with one between them that
/// forwards: `10.77.1.2` - `10.77.1.1` / `10.77.2.1` - `10.77.2.2`, and the same of IPv6 with
/// `fd77:1::` and `fd77:2::`. The target knows no way to the client's network. They are there for
/// one test, which is left out where the machine can't have them.
final class Namespaces implements BeforeEachCallback, AfterEachCallback {
  private final String id = HexFormat.of().toHexDigits((short) new Random().nextInt());
  private final List<String> hosts = List.of(host("client"), host("relay"), host("target"));
  private final List<Process> processes = new ArrayList<>();

  private String host(String role) {
    return "adit-" + id + "-" + role;
  }

  private final String[] probe;

  private Namespaces(String... probe) {
    this.probe = probe;
  }

  /// Hosts with a packet filter each.
  static Namespaces withPacketFilter() {
    return new Namespaces("nft", "list", "ruleset");
  }

  static Namespaces bare() {
    return new Namespaces("ip", "link");
  }

  private static boolean canRun(String... command) throws InterruptedException {
    String probe = "adit-probe-" + ProcessHandle.current().pid();
    try {
      run(command[0], "-V");
      run("ip", "netns", "add", probe);
      try {
        in(probe, command);
      } finally {
        delete(probe);
      }
      return true;
    } catch (IOException | IllegalStateException missing) {
      return false;
    }
  }

  private static void delete(String host) throws IOException, InterruptedException {
    new ProcessBuilder("ip", "netns", "del", host).start().waitFor();
  }

  @Override
  public void beforeEach(ExtensionContext test) throws IOException, InterruptedException {
    assumeThat(canRun(probe)).as("root, and " + probe[0] + ", for network namespaces").isTrue();
    for (String host : hosts) {
      run("ip", "netns", "add", host);
      in(host, "ip", "link", "set", "lo", "up");
    }
    connect("client", "10.77.1.2/24", "fd77:1::2/64", "10.77.1.1/24", "fd77:1::1/64");
    connect("target", "10.77.2.2/24", "fd77:2::2/64", "10.77.2.1/24", "fd77:2::1/64");
    in(host("target"), "ip", "addr", "add", "10.77.2.3/24", "dev", "veth0");
    in(host("relay"), "sysctl", "-qw", "net.ipv4.ip_forward=1");
    in(host("relay"), "sysctl", "-qw", "net.ipv6.conf.all.forwarding=1");
  }

  private void connect(String role, String four, String six, String relayFour, String relaySix)
      throws IOException, InterruptedException {
    String other = "to-" + role;
    run(
        "ip",
        "-n",
        host(role),
        "link",
        "add",
        "veth0",
        "type",
        "veth",
        "peer",
        "name",
        other,
        "netns",
        host("relay"));
    for (String[] end :
        new String[][] {
          {host(role), "veth0", four, six}, {host("relay"), other, relayFour, relaySix}
        }) {
      in(end[0], "ip", "addr", "add", end[2], "dev", end[1]);
      in(end[0], "ip", "addr", "add", end[3], "dev", end[1], "nodad");
      in(end[0], "ip", "link", "set", end[1], "up");
    }
  }

  /// What a command says that runs on a host.
  String on(String role, String... command) throws IOException, InterruptedException {
    return in(host(role), command);
  }

  private static String in(String host, String... command)
      throws IOException, InterruptedException {
    return run(
        Stream.concat(Stream.of("ip", "netns", "exec", host), Stream.of(command))
            .toArray(String[]::new));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + said);
    }
    return said;
  }

  /// Another Java program, told and heard line by line.
  static final class Talk {
    private final BufferedWriter in;
    private final BufferedReader out;

    private Talk(Process process) {
      in = process.outputWriter();
      out = process.inputReader();
    }

    String hear() throws IOException {
      return String.valueOf(out.readLine());
    }

    String ask(String line) throws IOException {
      in.write(line + "\n");
      in.flush();
      return hear();
    }

    void end() throws IOException {
      in.close();
    }
  }

  /// Runs [KernelGate] on a host.
  Talk start(String role, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", host(role)));
    command.add(ProcessHandle.current().info().command().orElse("java"));
    Collections.addAll(command, "--enable-native-access=ALL-UNNAMED", "-Xmx256m");
    Collections.addAll(command, "-cp", System.getProperty("java.class.path"));
    command.add(KernelGate.class.getName());
    Collections.addAll(command, arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    processes.add(process);
    return new Talk(process);
  }

  /// As a machine that is switched off would.
  void killLast() throws InterruptedException {
    Process last = processes.getLast();
    last.destroyForcibly();
    last.waitFor();
  }

  /// Whatever has become of what ran there, nothing stays behind.
  @Override
  public void afterEach(ExtensionContext test) throws IOException, InterruptedException {
    try {
      for (Process process : processes) {
        end(process);
      }
    } finally {
      for (String host : hosts) {
        delete(host);
      }
    }
  }

  private static void end(Process process) throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      // it has ended, and what was said to it since was not heard
    }
    if (!process.waitFor(8, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
