package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whoever may write into /etc/adit can put a link there. What it leads to stays as it is.
class OwnerTest {
  private static final Commands NONE = _ -> new Commands.Result(127, "");

  @TempDir private Path root;
  private Path config;
  private Path elsewhere;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  OwnerTest() {}

  @BeforeEach
  void somethingElsewhere() throws IOException {
    config = Files.createDirectories(root.resolve("etc/adit"));
    elsewhere = Files.createDirectories(root.resolve("srv"));
    Files.writeString(elsewhere.resolve("shadow"), "x");
    mode(elsewhere.resolve("shadow"), 0604);
  }

  private static void mode(Path file, int mode) throws IOException {
    Files.setAttribute(file, "unix:mode", mode);
  }

  private static int mode(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:mode") & 07777;
  }

  private Outcome apply(Step step) throws IOException {
    return step.apply(Site.at(root, NONE));
  }

  @Test
  void changesAFile() throws IOException {
    Path file = Files.writeString(config.resolve("key.pem"), "x");
    mode(file, 0600);
    assertThat(apply(new MakeReadable(Path.of("/etc/adit/key.pem"))).verb())
        .isEqualTo(Outcome.Verb.CHANGED);
    assertThat(mode(file)).isEqualTo(0640);
    assertThat(apply(new MakeReadable(Path.of("/etc/adit/key.pem"))).verb())
        .isEqualTo(Outcome.Verb.ALREADY_SO);
  }

  @Test
  void refusesALink() throws IOException {
    Path link = Files.createSymbolicLink(config.resolve("key.pem"), elsewhere.resolve("shadow"));
    assertThatThrownBy(() -> Owner.ROOT.own(link, 0640, false)).hasMessageContaining("is a link");
    assertThat(mode(link)).isEqualTo(0604);
  }

  @Test
  void aLinkBesideTheConfigurationIsNotFollowed() throws IOException {
    Path link = Files.createSymbolicLink(config.resolve("key.pem"), elsewhere.resolve("shadow"));
    assertThat(apply(new MakeReadable(Path.of("/etc/adit/key.pem"))).toString())
        .contains("skipped", "/etc/adit/key.pem: is a link", "see to it");
    assertThat(mode(link)).isEqualTo(0604);
  }

  @Test
  void aLinkedDirectoryBesideTheConfigurationIsNotFollowed() throws IOException {
    Files.createSymbolicLink(config.resolve("tls"), elsewhere);
    assertThat(apply(new MakeReadable(Path.of("/etc/adit/tls/shadow"))).toString())
        .contains("is a link");
    assertThat(mode(elsewhere.resolve("shadow"))).isEqualTo(0604);
  }

  @Test
  void theDirectoryOfTheConfigurationMayBeALink() throws IOException {
    Files.delete(config);
    Files.createSymbolicLink(config, elsewhere);
    assertThat(apply(new MakeReadable(Path.of("/etc/adit/shadow"))).verb())
        .isEqualTo(Outcome.Verb.CHANGED);
    mode(elsewhere, 0705);
    apply(new MakeDirectory(Path.of("/etc/adit"), 0750, Owner.READER));
    assertThat(mode(elsewhere)).isEqualTo(0705);
  }

  @Test
  void aFileThatIsAsItShouldBeButALinkIsLeftAlone() throws IOException {
    Files.createSymbolicLink(config.resolve("adit.toml"), elsewhere.resolve("shadow"));
    Path path = Path.of("/etc/adit/adit.toml");
    assertThat(apply(WriteFile.secret(path, FileContent.of("x"))).verb())
        .isEqualTo(Outcome.Verb.ALREADY_SO);
    assertThat(mode(elsewhere.resolve("shadow"))).isEqualTo(0604);
  }

  @Test
  void takesOverADirectoryWithWhatIsInItButNotWhatLinksLeadTo() throws IOException {
    Path below = Files.createDirectories(config.resolve("a/b"));
    Path file = Files.writeString(below.resolve("file"), "x");
    Path link = Files.createSymbolicLink(below.resolve("link"), elsewhere.resolve("shadow"));
    mode(file, 04640);
    assumeThat(belongsTo(1, below, file, elsewhere.resolve("shadow"))).as("root").isTrue();
    Owner.ROOT.takeOver(config, Files.getOwner(below).getName());
    assertThat(List.of(below, file)).allMatch(it -> number(it) == 0);
    assertThat(number(link)).isEqualTo(1);
    assertThat(mode(file)).isEqualTo(0640);
  }

  @Test
  void leavesToOthersWhatIsTheirs() throws IOException {
    Path ours = Files.writeString(config.resolve("ours"), "x");
    Path theirs = Files.writeString(config.resolve("theirs"), "x");
    Path shared = Files.writeString(config.resolve("shared"), "x");
    assumeThat(belongsTo(1, ours) && belongsTo(2, theirs, shared)).as("root").isTrue();
    String service = Files.getOwner(ours).getName();
    Files.setAttribute(theirs, "unix:gid", 2);
    Files.setAttribute(shared, "unix:gid", 1);
    mode(theirs, 02604);
    Owner.ROOT.takeOver(config, service);
    assertThat(number(ours)).isZero();
    assertThat(List.of(theirs, shared)).allMatch(it -> number(it) == 2);
    assertThat(Files.getAttribute(theirs, "unix:gid")).isEqualTo(2);
    assertThat(Files.getAttribute(shared, "unix:gid")).isEqualTo(0);
    assertThat(mode(theirs)).isEqualTo(02604);
  }

  private static boolean belongsTo(int user, Path... files) {
    try {
      for (Path file : files) {
        Files.setAttribute(file, "unix:uid", user);
      }
      return true;
    } catch (IOException notRoot) {
      return false;
    }
  }

  private static int number(Path file) {
    try {
      return (int) Files.getAttribute(file, "unix:uid");
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /// To open one is to wait for whoever opens its other end.
  @Test
  @Timeout(60)
  void doesNotWaitForThePipesThatSomebodyMade() throws IOException {
    Path pipe = config.resolve("pipe");
    assumeThat(Commands.real().run(List.of("mkfifo", pipe.toString())).fine()).isTrue();
    assertThat(Owner.ROOT.own(pipe, 0600, false)).isFalse();
  }
}
