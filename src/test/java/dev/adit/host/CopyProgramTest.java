package dev.adit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adit.host.Program.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyProgramTest {
  private static final Commands NONE = _ -> new Commands.Result(127, "");

  @TempDir private Path root;
  private Path place;
  private Path fresh;
  private Path former;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  CopyProgramTest() {}

  @BeforeEach
  void aProgramIsInstalled() throws IOException {
    place = root.resolve("opt/adit");
    fresh = root.resolve("opt/.adit-new");
    former = root.resolve("opt/.adit-old");
    install(program("one"));
    Files.writeString(place.resolve("notes"), "theirs");
  }

  private static Program program(String version) {
    Map<String, Part> parts =
        Map.of(
            "bin/adit", new Part(null, version, true), "lib/adit.jar", new Part(null, "j", false));
    return new Program(new TreeMap<>(parts), false, List.of());
  }

  private Outcome install(Program program) throws IOException {
    Site site = Site.at(root, NONE);
    try {
      return new CopyProgram(program).apply(site);
    } finally {
      site.save();
    }
  }

  private void assertIs(String version) {
    assertThat(place.resolve("bin/adit")).hasContent(version);
    assertThat(place.resolve("notes")).hasContent("theirs");
    assertThat(place.resolve("install-manifest")).content().contains("/opt/adit/bin/adit");
    assertThat(fresh).doesNotExist();
    assertThat(former).doesNotExist();
  }

  @Test
  void copiesLinksAndEmptyDirectoriesAndTimesOfOthersAsTheyAre() throws IOException {
    FileTime then = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(place.resolve("notes"), then);
    Files.createSymbolicLink(place.resolve("lib/link"), Path.of("/nowhere/at all"));
    Files.createDirectories(place.resolve("theirs/empty"));
    install(program("two"));
    assertIs("two");
    assertThat(Files.getLastModifiedTime(place.resolve("notes"))).isEqualTo(then);
    assertThat(Files.readSymbolicLink(place.resolve("lib/link"))).hasToString("/nowhere/at all");
    assertThat(place.resolve("theirs/empty")).isEmptyDirectory();
  }

  @Nested
  class WhatOthersChanged {
    private void put(String name, String text) throws IOException {
      Files.createDirectories(place.resolve(name).getParent());
      Files.writeString(place.resolve(name), text);
    }

    @Test
    void isKeptUnderAnotherNameWhereTheNewVersionHasThatFile() throws IOException {
      put("bin/adit", "mine");
      put("bin/adit.old", "mine of before");
      put("lib/new.jar", "mine");
      Program two = program("two");
      two.parts().put("lib/new.jar", new Part(null, "new", false));
      assertThat(install(two))
          .hasToString(
              "changed     /opt/adit (3 files); what others had changed or put in the way is kept:"
                  + " bin/adit.old2, lib/new.jar.old");
      assertIs("two");
      assertThat(place.resolve("bin/adit.old")).hasContent("mine of before");
      assertThat(place.resolve("bin/adit.old2")).hasContent("mine");
      assertThat(place.resolve("lib/new.jar")).hasContent("new");
      assertThat(place.resolve("lib/new.jar.old")).hasContent("mine");
      assertThat(install(two).verb()).isEqualTo(Outcome.Verb.ALREADY_SO);
    }

    @Test
    void staysWhereTheNewVersionHasNoSuchFile() throws IOException {
      put("lib/adit.jar", "mine");
      Program two = program("two");
      two.parts().remove("lib/adit.jar");
      assertThat(install(two).toString()).doesNotContain("kept");
      assertThat(place.resolve("lib/adit.jar")).hasContent("mine");
      assertThat(install(two).verb()).isEqualTo(Outcome.Verb.ALREADY_SO);
    }

    @Test
    void isNotKeptTwiceWhereItSaysTheSame() throws IOException {
      put("bin/adit", "two");
      assertThat(install(program("two")).toString()).doesNotContain("kept");
      assertThat(place.resolve("bin/adit.old")).doesNotExist();
    }

    @Test
    void isKeptWithAllThatIsInItWhereADirectoryIsInTheWay() throws IOException {
      put("share/x/deep", "mine");
      Program two = program("two");
      two.parts().put("share", new Part(null, "new", false));
      assertThat(install(two).toString()).endsWith("kept: share.old");
      assertThat(place.resolve("share")).hasContent("new");
      assertThat(place.resolve("share.old/x/deep")).hasContent("mine");
    }

    @Test
    void isKeptWhereANewDirectoryIsInTheWay() throws IOException {
      put("share", "mine");
      Program two = program("two");
      two.parts().put("share/farm.toml", new Part(null, "new", false));
      assertThat(install(two).toString()).endsWith("kept: share.old");
      assertThat(place.resolve("share/farm.toml")).hasContent("new");
      assertThat(place.resolve("share.old")).hasContent("mine");
    }

    @Test
    void aLinkInTheWayIsKeptAsOne() throws IOException {
      Files.delete(place.resolve("bin/adit"));
      Files.createSymbolicLink(place.resolve("bin/adit"), Path.of("/nowhere"));
      assertThat(install(program("two")).toString()).endsWith("kept: bin/adit.old");
      assertThat(Files.readSymbolicLink(place.resolve("bin/adit.old"))).hasToString("/nowhere");
    }

    @Test
    void aDirectoryOfOursThatTheNewVersionLacksStaysForWhatIsTheirsAlone() throws IOException {
      Program two = program("two");
      two.parts().put("share/old/farm.toml", new Part(null, "f", false));
      install(two);
      install(program("three"));
      assertThat(place.resolve("share")).doesNotExist();
      install(two);
      put("share/old/mine.toml", "mine");
      install(program("three"));
      assertThat(place.resolve("share/old")).isDirectoryContaining("glob:**mine.toml");
      assertThat(place.resolve("share/old/farm.toml")).doesNotExist();
    }
  }

  @Nested
  class Interrupted {
    @Test
    void whileTheNewOneIsCopiedNothingOfTheFormerIsTouched() throws IOException {
      Program unreadable = program("two");
      unreadable.parts().put("lib/z.jar", new Part(root.resolve("missing"), "", false));
      String manifest = Files.readString(place.resolve("install-manifest"));
      assertThatThrownBy(() -> install(unreadable)).isInstanceOf(IOException.class);
      assertThat(place.resolve("bin/adit")).hasContent("one");
      assertThat(place.resolve("notes")).hasContent("theirs");
      assertThat(place.resolve("install-manifest")).hasContent(manifest);
      install(program("two"));
      assertIs("two");
    }

    /// The longest path that there can be has no room for a longer name above it.
    @Test
    void whileWhatIsTheirsIsCopiedAllOfItStays() throws IOException {
      List<Path> notes = IntStream.range(0, 50).mapToObj(i -> place.resolve("note" + i)).toList();
      for (Path note : notes) {
        Files.writeString(note, "theirs");
      }
      Path deep = place.resolve("deep");
      while (deep.toString().length() < 4_093) {
        int room = 4_093 - deep.toString().length() - 1;
        deep = deep.resolve("d".repeat(room > 250 ? 200 : room));
      }
      Files.createDirectories(deep);
      assertThatThrownBy(() -> install(program("two"))).isInstanceOf(IOException.class);
      assertThat(place.resolve("bin/adit")).hasContent("one");
      assertThat(notes).allSatisfy(note -> assertThat(note).hasContent("theirs"));
      assertThat(deep).exists();
    }

    @Test
    void betweenTheTwoTheFormerComesBack() throws IOException {
      Files.move(place, former);
      Files.createDirectories(fresh.resolve("bin"));
      Site site = Site.at(root, NONE);
      assertThat(place.resolve("bin/adit")).hasContent("one");
      assertThat(site.made().of("/opt/adit/bin/adit")).isNotNull();
      install(program("two"));
      assertIs("two");
    }

    @Test
    void betweenTheTwoItIsUninstalledWithAllThatIsOurs() throws IOException {
      Files.move(place, former);
      Files.createDirectories(fresh.resolve("bin"));
      assertThat(Removal.apply(root, false, NONE, _ -> {})).isTrue();
      assertThat(place.resolve("bin")).doesNotExist();
      assertThat(place.resolve("notes")).hasContent("theirs");
      assertThat(fresh).doesNotExist();
      assertThat(former).doesNotExist();
    }

    @Test
    void whileTheFormerIsDeletedTheRestOfItGoesTheNextTime() throws IOException {
      Files.createDirectories(former.resolve("lib"));
      install(program("one"));
      assertIs("one");
    }
  }

  @Test
  void putsTheFormerBackWhereTheNewOneCanNotBePutThere() throws IOException {
    Files.move(place, former);
    CopyProgram.restore(root);
    assertIs("one");
    CopyProgram.restore(root);
    assertThat(Files.exists(place, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }
}
