package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `adit install` and `adit uninstall` of a directory tree that will be a system.
class InstallIT {
  private static final String CONFIG =
      """
      [guard]
      file = "bans.jsonl"
      [[pool]]
      name = "main"
      url = "stratum+tcp://127.0.0.1:1"
      user = "w"
      password = "s3cret"
      [[listener]]
      name = "farm"
      bind = "192.0.2.1:443"
      mode = "proxy"
      pools = ["main"]
      tls = { enabled = true, cert_file = "tls/cert.pem", key_file = "tls/key.pem" }
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private Path root;
  private Path config;
  private Path home;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  InstallIT() {}

  @BeforeEach
  void aDistributionAConfigurationAndAnImage() throws IOException {
    home = directory.resolve("adit-1");
    write("adit-1/bin/adit", "#!/bin/sh\n").toFile().setExecutable(true);
    write("adit-1/lib/adit.jar", "one");
    System.setProperty("adit.home", home.toString());
    config = write("mine/adit.toml", CONFIG);
    write("mine/tls/cert.pem", "certificate");
    write("mine/tls/key.pem", "key");
    root = directory.resolve("image");
    write("image/etc/passwd", "root:x:0:0::/root:/bin/sh\n");
    write("image/etc/sysctl.d/10-host.conf", "# the host's\n");
    write("image/usr/sbin/nft", "").toFile().setExecutable(true);
  }

  @AfterEach
  void noDistribution() {
    System.clearProperty("adit.home");
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--root", root.toString()));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private void install() {
    assertThat(run("install", "-c", config.toString())).as(err.toString()).isZero();
  }

  /// Every file, link and directory, with its mode, and its content or what it points to.
  private Map<String, String> tree() throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        String mode =
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        String content =
            Files.isSymbolicLink(path)
                ? Files.readSymbolicLink(path).toString()
                : Files.isRegularFile(path) ? Files.readString(path) : "";
        tree.put(root.relativize(path).toString(), mode + " " + content);
      }
    }
    return tree;
  }

  private Path at(String path) {
    return root.resolve(path);
  }

  @Test
  void uninstallLeavesTheTreeAsItWas() throws IOException {
    Map<String, String> before = tree();
    install();
    assertThat(tree()).hasSizeGreaterThan(before.size() + 20);
    assertThat(run("uninstall")).isZero();
    assertThat(tree()).isEqualTo(before);
    assertThat(run("uninstall")).isZero();
    assertThat(out.toString()).startsWith("nothing to remove");
  }

  @Test
  void aDryRunPrintsEverythingAndChangesNothing() throws IOException {
    Map<String, String> before = tree();
    assertThat(run("install", "-c", config.toString(), "--dry-run")).isZero();
    assertThat(out.toString())
        .contains("copy the program to /opt/adit (2 files)", "tcp dport { 443 } accept")
        .contains("AmbientCapabilities=CAP_NET_BIND_SERVICE")
        .doesNotContain("s3cret");
    assertThat(tree()).isEqualTo(before);
  }

  @Test
  void aSecondInstallSaysAlreadySo() throws IOException {
    install();
    assertThat(out.toString()).contains("made        /etc/adit/adit.toml");
    Map<String, String> first = tree();
    install();
    assertThat(out.toString()).doesNotContain("made  ", "changed  ");
    assertThat(tree()).isEqualTo(first);
    assertThat(run("install")).isZero();
    assertThat(out.toString()).contains("already so  /etc/adit/adit.toml").doesNotContain("made  ");
    assertThat(tree()).isEqualTo(first);
  }

  @Test
  void saysWhereMinersConnect() {
    install();
    assertThat(out.toString()).endsWith("farm: stratum+ssl://192.0.2.1:443\n");
  }

  /// Its log is on unless it says otherwise, and goes to `logs` beside the file.
  @Test
  void aPortRelayFileIsInstalledAsItIs() throws IOException {
    Path env =
        write("mine/.env", "RELAY_1=\"60025;25;mail.example.com;TCP\"\nRELAY_2=53;53;h;udp\n");
    Map<String, String> before = tree();
    assertThat(run("install", "-c", env.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains(": tcp://", ":60025\n", ": udp://", ":53\n");
    assertThat(at("etc/systemd/system/adit.service"))
        .content()
        .contains(" run -c /etc/adit/.env\n");
    assertThat(Files.readSymbolicLink(at("etc/adit/logs"))).hasToString("/var/log/adit");
    assertThat(run("install")).as(err.toString()).isZero();
    assertThat(out.toString()).doesNotContain("made  ");
    assertThat(run("uninstall")).isZero();
    assertThat(tree()).isEqualTo(before);
  }

  @Test
  void theConfigurationComesWithWhatItNamesAndIsNotForStrangers() throws IOException {
    install();
    assertThat(at("etc/adit/tls/key.pem")).hasContent("key");
    assertThat(at("etc/systemd/system/adit.service"))
        .content()
        .contains(" run -c /etc/adit/adit.toml\n", "ReadWritePaths=-/etc/adit\n");
    for (String secret : List.of("adit.toml", "tls/key.pem")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(at("etc/adit/" + secret))))
          .isEqualTo("rw-r-----");
    }
    assertThat((int) Files.getAttribute(at("etc/adit"), "unix:mode") & 07777).isEqualTo(01770);
  }

  @Test
  void anotherConfigurationIsNeverOverwritten() throws IOException {
    install();
    Files.writeString(config, CONFIG + "max_miners = 7\n");
    Map<String, String> before = tree();
    assertThat(run("install", "-c", config.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("etc/adit/adit.toml is there and says something else", "without -c");
    assertThat(tree()).isEqualTo(before);
  }

  @Test
  void aNewVersionReplacesTheOldAndCarriesOverWhatIsNotOurs() throws IOException {
    install();
    write("adit-1/lib/adit.jar", "two");
    write("adit-1/lib/new.jar", "new");
    Files.writeString(at("opt/adit/notes"), "the user's");
    install();
    assertThat(out.toString()).contains("changed     /opt/adit (3 files)");
    assertThat(at("opt/adit/lib/adit.jar")).hasContent("two");
    Files.delete(home.resolve("lib/new.jar"));
    install();
    assertThat(at("opt/adit/lib/new.jar")).doesNotExist();
    assertThat(at("opt/adit/notes")).hasContent("the user's");
    assertThat(run("uninstall")).isZero();
    assertThat(out.toString()).contains("kept        /opt/adit: holds what install did not make");
    assertThat(at("opt/adit/notes")).hasContent("the user's");
    assertThat(at("opt/adit/lib")).doesNotExist();
  }

  @Test
  void aFileThatWasChangedSinceIsKeptAndNamed() throws IOException {
    install();
    Files.writeString(at("etc/sysctl.d/99-adit.conf"), "# mine now\n");
    install();
    assertThat(out.toString()).contains("kept        /etc/sysctl.d/99-adit.conf: changed by hand");
    assertThat(run("uninstall")).isZero();
    assertThat(out.toString())
        .contains("kept        /etc/sysctl.d/99-adit.conf: changed since it was installed");
    assertThat(at("etc/sysctl.d/99-adit.conf")).hasContent("# mine now\n");
    assertThat(at("etc/adit")).doesNotExist();
  }

  @Test
  void whatTheServiceWroteIsKeptAndNamed() throws IOException {
    install();
    Files.writeString(at("var/lib/adit/blocks.jsonl"), "{}\n");
    assertThat(run("uninstall")).isZero();
    assertThat(out.toString())
        .contains(
            "kept        /var/lib/adit: holds what install did not make; rm -r /var/lib/adit");
    assertThat(at("var/lib/adit/blocks.jsonl")).exists();
  }

  @Test
  void theConfigurationIsKeptWhereAsked() throws IOException {
    install();
    assertThat(run("uninstall", "--keep-config")).isZero();
    assertThat(at("etc/adit/adit.toml")).hasContent(CONFIG);
    assertThat(at("etc/adit/tls/key.pem")).exists();
    assertThat(at("etc/adit/adit.nft")).doesNotExist();
    assertThat(at("etc/systemd")).doesNotExist();
    assertThat(run("install")).isZero();
    assertThat(at("etc/systemd/system/adit.service")).exists();
  }

  @Test
  void whatWasKeptOfAPortRelayFileIsInstalledAgain() throws IOException {
    Path env = write(".env", "RELAY_1=\"60025;25;a.example.com;TCP\"\n");
    assertThat(run("install", "-c", env.toString())).isZero();
    assertThat(run("uninstall", "--keep-config")).isZero();
    assertThat(run("install")).isZero();
    assertThat(at("etc/systemd/system/adit.service"))
        .content()
        .contains(" run -c /etc/adit/.env\n");
    assertThat(run("uninstall", "--keep-config")).isZero();
    write("image/etc/adit/other.toml", CONFIG);
    assertThat(run("install")).as("no telling which").isEqualTo(2);
  }

  @Test
  void aDirectoryThatIsNotOursIsNotTouched() throws IOException {
    write("image/opt/adit/other", "x");
    assertThat(run("install", "-c", config.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("/opt/adit: is there and not of our making");
    assertThat(at("opt/adit/other")).hasContent("x");
  }

  @Test
  void asksForAConfigurationWhereThereIsNone() {
    assertThat(run("install")).isEqualTo(2);
    assertThat(err.toString()).contains("which configuration?", "-c");
  }

  @Test
  void refusesAConfigurationWithProblems() throws IOException {
    Files.writeString(config, "[[pool]]\n");
    assertThat(run("install", "-c", config.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("pool#1.url", "listener: missing");
    assertThat(at("opt")).doesNotExist();
  }
}
