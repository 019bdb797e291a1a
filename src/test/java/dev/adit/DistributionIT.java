package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.adit.sim.SimPool;
import dev.adit.sim.SimPoolSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `./mvnw verify -Pdist` has put into `target/dist`, used as by somebody who has no Java and
/// a directory with a space in its name.
@Tag("distribution")
@Timeout(120)
class DistributionIT {
  private static final Path DIST = Path.of("target", "dist");
  private static final String VERSION = Objects.requireNonNull(System.getProperty("adit.version"));
  private static final String NAME = "adit-" + VERSION;

  @TempDir private static Path directory;
  private static Path archive;
  private static Path home;
  private static Path adit;

  @SuppressWarnings("NullAway.Init") // JUnit sets the directory
  DistributionIT() {}

  /// What is called is a link to a link. The only tool on the path is the one that follows links.
  @BeforeAll
  static void unpack() throws Exception {
    archive = only("adit-*.tar.gz");
    Path place = Files.createDirectory(directory.resolve("a place"));
    here("tar", "-xzf", archive.toString(), "-C", place.toString());
    home = place.resolve(NAME);
    Path current = Files.createSymbolicLink(directory.resolve("current"), home);
    adit =
        Files.createSymbolicLink(
            directory.resolve("adit"), Path.of(current.getFileName().toString(), "bin", "adit"));
    Path tools = Files.createDirectory(directory.resolve("tools"));
    Files.createSymbolicLink(tools.resolve("readlink"), Path.of("/usr/bin/readlink"));
  }

  @Test
  void hasAChecksumBesideIt() throws Exception {
    assertThat(Files.readString(DIST.resolve(archive.getFileName() + ".sha256")))
        .isEqualTo(here("sha256sum", archive.getFileName().toString()));
  }

  @Test
  void belongsToRootAndSaysNothingOfWhenOrByWhomItWasBuilt() throws Exception {
    List<String> entries =
        here("tar", "--numeric-owner", "--utc", "--full-time", "-tvzf", archive.toString())
            .lines()
            .toList();
    assertThat(entries)
        .isNotEmpty()
        .allMatch(entry -> entry.contains(" 0/0 "))
        .allMatch(entry -> entry.contains(" 2026-11-20 00:00:00 "));
    assertThat(here("tar", "-tzf", archive.toString()).lines()).isSorted();
  }

  @Test
  void bringsWhatItPromises() {
    for (String file :
        List.of(
            "bin/adit",
            "lib/adit.jar",
            "lib/adit.aot",
            "lib/relay.aot",
            "runtime/bin/java",
            "share/examples/farm.toml",
            "LICENSE",
            "NOTICE",
            "README.md")) {
      assertThat(home.resolve(file)).isRegularFile();
    }
  }

  @Test
  void startsWithoutAnyJavaOfTheMachine() throws Exception {
    assertThat(run(Map.of(), "version")).startsWith("adit " + VERSION + "\nJava 2");
  }

  @Test
  void usesItsCacheWhereverItLies() throws Exception {
    // "On" instead of "auto": a cache that does not fit ends the program.
    assertThat(run(Map.of("ADIT_JAVA_OPTS", "-XX:AOTMode=on"), "version")).startsWith("adit ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"farm", "two-pools", "split"})
  void itsExamplesAreRight(String example) throws Exception {
    Path file = home.resolve("share/examples/" + example + ".toml");
    assertThat(run(Map.of(), "check", "-c", file.toString())).contains("[[listener]]");
  }

  @Test
  void trustsAsManyAuthoritiesAsMozilla() throws Exception {
    String listed =
        here(home.resolve("runtime/bin/keytool").toString(), "-list", "-cacerts", "-storepass", "");
    assertThat(listed.lines().filter(line -> line.contains("trustedCertEntry")))
        .hasSizeGreaterThan(100);
  }

  /// The whole of it once, because each start takes a while: TLS to a pool, HTTP, the epoll
  /// library, the container's health check, the flight recorder, the end.
  @Test
  void servesWatchesItselfAndStops() throws Exception {
    Authority authority = Authority.in(Files.createDirectory(directory.resolve("authority")));
    Certificate certificate = authority.sign("localhost");
    SimPoolSettings settings =
        new SimPoolSettings().certificate(certificate.chain()).key(certificate.key());
    try (SimPool pool = SimPool.start(settings)) {
      Path config = directory.resolve("adit.toml");
      Files.writeString(config, config(pool.port()));
      Process running =
          start(
              Map.of(
                  "ADIT_JAVA_OPTS",
                  "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                      .formatted(authority.store(), Authority.PASSWORD)),
              List.of("run", "-c", config.toString()));
      try (BufferedReader out = running.inputReader()) {
        MatchResult ports =
            Pattern.compile("ready: farm 127.0.0.1:(\\d+), admin 127.0.0.1:(\\d+)")
                .matcher(out.readLine())
                .results()
                .findFirst()
                .orElseThrow();
        mineThrough(Integer.parseInt(ports.group(1)));
        watch(running, Integer.parseInt(ports.group(2)));
        running.destroy();
        assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).isZero();
      } finally {
        running.destroyForcibly();
      }
    }
  }

  /// With its admin port and asked for its health; what Java's compilers took goes back within a
  /// minute.
  @Test
  void relaysAloneRestBelowEightyMegabytes() throws Exception {
    Path config = directory.resolve("relay.toml");
    Files.writeString(
        config,
        """
        [admin]
        listen = "127.0.0.1:0"
        [[listener]]
        name = "web"
        mode = "tcp"
        bind = "127.0.0.1:0"
        to = "127.0.0.1:9"
        """);
    Process running =
        start(
            Map.of("PATH", Objects.requireNonNull(System.getenv("PATH"))),
            List.of("run", "-c", config.toString()));
    try (BufferedReader out = running.inputReader()) {
      String ready = out.readLine();
      int admin = Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
      int tries = 0;
      while (residentMb(running) >= 80 && tries++ < 60) {
        assertThat(text(admin, "/healthz")).isEqualTo("ok");
        TimeUnit.SECONDS.sleep(1);
      }
      assertThat(residentMb(running)).isBetween(20, 79);
    } finally {
      running.destroyForcibly();
    }
  }

  private static int residentMb(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    String kilobytes =
        Pattern.compile("VmRSS:\\s+(\\d+) kB")
            .matcher(Files.readString(status))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    return Integer.parseInt(kilobytes) / 1024;
  }

  private static String config(int pool) {
    return """
    [admin]
    listen = "127.0.0.1:0"
    pprof = true
    [[pool]]
    name = "main"
    url = "stratum+ssl://localhost:%d"
    user = "wallet.rig"
    [[listener]]
    name = "farm"
    bind = "127.0.0.1:0"
    mode = "proxy"
    pools = ["main"]
    """
        .formatted(pool);
  }

  /// A job reaches a miner only where TLS to the pool stands.
  private static void mineThrough(int port) throws IOException {
    try (Socket miner = new Socket(InetAddress.getLoopbackAddress(), port)) {
      miner.setSoTimeout(20_000);
      String login =
          """
          {"id":1,"method":"mining.subscribe","params":["m"]}
          {"id":2,"method":"mining.authorize","params":["w.rig","x"]}
          """;
      miner.getOutputStream().write(login.getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(miner.getInputStream(), StandardCharsets.US_ASCII));
      String line = lines.readLine();
      while (line != null && !line.contains("\"method\":\"mining.notify\"")) {
        line = lines.readLine();
      }
      assertThat(line).isNotNull();
    }
  }

  private static void watch(Process running, int admin) throws Exception {
    assertThat(text(admin, "/healthz")).startsWith("ok");
    assertThat(text(admin, "/readyz")).startsWith("ready");
    assertThat(text(admin, "/metrics")).contains("adit_");
    assertThat(text(admin, "/debug/flight?seconds=1")).startsWith("FLR");

    Path process = Path.of("/proc", Long.toString(running.pid()));
    assertThat(Files.readString(process.resolve("maps")))
        .contains(NAME + "/runtime/lib/libnetty_transport_native_epoll");
    assertThat(residentMb(running)).isBetween(20, 250);

    Path healthy = Path.of("packaging", "docker", "healthy").toAbsolutePath();
    assertThat(exitOf(Map.of("ADIT_ADMIN_PORT", "" + admin), healthy.toString())).isZero();
    assertThat(exitOf(Map.of("ADIT_ADMIN_PORT", "1"), healthy.toString())).isNotZero();
  }

  private static String text(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      return new String(answer.body(), StandardCharsets.ISO_8859_1);
    }
  }

  /// The Debian package, looked into; nothing is installed.
  @Nested
  class DebianPackage {
    private final Path root = directory.resolve("root");
    private Path control;

    @SuppressWarnings("NullAway.Init") // the first thing that each test sets
    DebianPackage() {}

    @Test
    void carriesTheDistributionAndWhatDebianExpects() throws Exception {
      unpackPackage();
      String files = here("dpkg-deb", "-c", only("adit_*.deb").toString());
      assertThat(files.lines()).allMatch(line -> line.contains(" root/root "));
      assertThat(files)
          .contains("./usr/bin/adit -> /opt/adit/bin/adit\n")
          .contains("./opt/adit/runtime/bin/java\n")
          .contains("./usr/share/doc/adit/copyright\n");
      assertThat(files.lines().filter(line -> line.endsWith("./etc/adit/adit.toml")))
          .singleElement()
          .asString()
          .startsWith("-rw-r-----");
      assertThat(Files.readString(control.resolve("conffiles"))).isEqualTo("/etc/adit/adit.toml\n");
      assertThat(here("dpkg-deb", "-f", only("adit_*.deb").toString(), "Version"))
          .isEqualTo(VERSION.replace("-SNAPSHOT", "~snapshot") + "\n");
      assertThat(run(Map.of(), "check", "-c", root.resolve("etc/adit/adit.toml").toString()))
          .contains("[[pool]]");
      assertThat(here(root.resolve("opt/adit/bin/adit").toString(), "version"))
          .startsWith("adit " + VERSION);
    }

    /// dpkg itself is not asked: what it would call, with a program in place of Adit that writes
    /// down how it was called.
    @Test
    void leavesTheSystemToTheProgram() throws Exception {
      unpackPackage();
      Path calls = root.resolve("calls");
      Files.writeString(
          root.resolve("opt/adit/bin/adit"), "#!/bin/sh\necho \"$*\" >>'" + calls + "'\n");
      Path data = Files.createDirectories(root.resolve("var/lib/adit"));
      Files.writeString(data.resolve("blocks.jsonl"), "{}");

      script("postinst", "configure", "");
      script("prerm", "upgrade", "9");
      script("postrm", "upgrade", "9");
      script("postinst", "configure", "0.0.9");
      script("prerm", "remove");
      script("postrm", "remove");
      String there = " --root " + root + "\n";
      assertThat(calls)
          .content()
          .isEqualTo("install" + there + "install" + there + "uninstall --keep-config" + there);
      assertThat(data).isDirectory();

      Files.delete(root.resolve("etc/adit/adit.toml")); // as dpkg does before
      script("postrm", "purge");
      assertThat(data).doesNotExist();
      assertThat(root.resolve("etc/adit")).doesNotExist();
    }

    private void unpackPackage() throws Exception {
      assumeThat(Path.of("/usr/bin/dpkg-deb")).exists();
      here("rm", "-rf", root.toString());
      here("dpkg-deb", "-R", only("adit_*.deb").toString(), root.toString());
      control = root.resolve("DEBIAN");
    }

    private void script(String name, String... arguments) throws Exception {
      List<String> command = new ArrayList<>(List.of(control.resolve(name).toString()));
      command.addAll(List.of(arguments));
      assertThat(exitOf(Map.of("DPKG_ROOT", root.toString()), command.toArray(new String[0])))
          .as("%s %s", name, List.of(arguments))
          .isZero();
    }
  }

  private static Path only(String pattern) throws IOException {
    try (var found = Files.newDirectoryStream(DIST, pattern)) {
      List<Path> all = new ArrayList<>();
      found.forEach(all::add);
      assertThat(all).as("%s in %s; made by -Pdist", pattern, DIST).hasSize(1);
      return all.getFirst().toAbsolutePath();
    }
  }

  /// What Adit prints, started with nothing in its environment but a path without Java.
  private static String run(Map<String, String> environment, String... arguments) throws Exception {
    Process process = start(environment, List.of(arguments));
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  private static Process start(Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(adit.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("adit.log").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", directory.resolve("tools").toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /// What a tool of this machine prints, run where the packages are.
  private static String here(String... command) throws Exception {
    Process process = new ProcessBuilder(command).directory(DIST.toFile()).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String complaint = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(complaint).isZero();
    return printed;
  }

  private static int exitOf(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("tool.log").toFile());
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }
}
