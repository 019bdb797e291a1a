package dev.adit.host;

import dev.adit.host.Outcome.Verb;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What `adit uninstall` does: undoes what the manifest says that `adit install` made, the last
/// first, and nothing else. What was changed since belongs to whoever changed it.
public final class Removal {
  private final Site site;
  private final boolean keepConfig;
  private final Consumer<Outcome> heard;
  private int programFiles;

  private Removal(Site site, boolean keepConfig, Consumer<Outcome> heard) {
    this.site = site;
    this.keepConfig = keepConfig;
    this.heard = heard;
  }

  /// Undoes it.
  ///
  /// @param root "/", or the directory tree of another system
  /// @return whether there was anything to undo
  /// @throws IOException with a message for the user, where it could not go on
  public static boolean apply(
      Path root, boolean keepConfig, Commands commands, Consumer<Outcome> heard)
      throws IOException {
    Site site = Site.at(root, commands);
    if (site.made().isEmpty()) {
      return false;
    }
    new Removal(site, keepConfig, heard).run();
    return true;
  }

  private void run() throws IOException {
    stop();
    CopyProgram.deleteLeftovers(site);
    for (Trace trace : site.made().backwards()) {
      switch (trace) {
        case Trace.MadeFile(Path path, String sha256) -> file(path, sha256);
        case Trace.MadeDirectory(Path path) -> directory(path);
        case Trace.MadeLink(Path path, String target) -> link(path, target);
        case Trace.MadeUser(String name) -> user(name);
        case Trace.SetKernel(String key, String before, String after) -> kernel(key, before, after);
      }
    }
    Files.deleteIfExists(site.at(Places.MANIFEST));
  }

  private void stop() {
    if (!site.live()) {
      return;
    }
    String unit = Places.UNIT.getFileName().toString();
    String firewall = Places.FIREWALL_UNIT.getFileName().toString();
    if (site.commands().run(List.of("systemctl", "stop", unit, firewall)).fine()) {
      heard.accept(new Outcome(Verb.REMOVED, "the running service"));
    }
    // Stopping the unit has deleted it, where there is a systemd.
    if (site.commands().run(List.of("nft", "delete", "table", "inet", "adit")).fine()) {
      heard.accept(new Outcome(Verb.REMOVED, "the packet filter table inet adit"));
    }
  }

  private void file(Path path, String sha256) throws IOException {
    Path file = site.at(path);
    if (!Files.isRegularFile(file)) {
      return;
    }
    if (keepConfig && path.startsWith(Places.CONFIG) && !path.equals(Places.FIREWALL)) {
      keep(path, "as asked");
    } else if (!Site.sha256(Files.readAllBytes(file)).equals(sha256)) {
      keep(path, "changed since it was installed; rm " + path);
    } else {
      Files.delete(file);
      if (path.startsWith(Places.PROGRAM)) {
        programFiles++;
      } else {
        heard.accept(new Outcome(Verb.REMOVED, path.toString()));
      }
      // Not at the end: started from what is removed we can start no other program then.
      if (site.live() && Set.of(Places.UNIT, Places.FIREWALL_UNIT).contains(path)) {
        site.commands().run(List.of("systemctl", "daemon-reload"));
      }
    }
  }

  private void directory(Path path) throws IOException {
    if (path.equals(Places.PROGRAM)) {
      Files.deleteIfExists(site.at(Places.MANIFEST));
    }
    try {
      Files.deleteIfExists(site.at(path));
      if (path.equals(Places.PROGRAM)) {
        heard.accept(new Outcome(Verb.REMOVED, path + " (" + programFiles + " files)"));
      } else if (!path.startsWith(Places.PROGRAM)) {
        heard.accept(new Outcome(Verb.REMOVED, path.toString()));
      }
    } catch (DirectoryNotEmptyException notOurs) {
      keep(path, "holds what install did not make; rm -r " + path);
    }
  }

  private void link(Path path, String target) throws IOException {
    Path link = site.at(path);
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(Path.of(target))) {
      Files.delete(link);
      heard.accept(new Outcome(Verb.REMOVED, path.toString()));
    }
  }

  /// What it was given and install had found there goes back to root first.
  private void user(String name) throws IOException {
    for (Path given : List.of(Places.CONFIG, Places.STATE, Places.LOGS)) {
      if (site.made().of(given.toString()) == null && Files.isDirectory(site.at(given))) {
        keep(given, "was there before");
      }
    }
    if (site.live() && site.commands().run(List.of("userdel", name)).fine()) {
      heard.accept(new Outcome(Verb.REMOVED, "user " + name));
    }
  }

  private void kernel(String key, String before, String after) throws IOException {
    Path file = SetKernel.file(site, key);
    if (!Files.isWritable(file)) {
      return;
    }
    if (!KernelFile.read(file).equals(after)) {
      heard.accept(new Outcome(Verb.KEPT, key + ": changed since"));
    } else {
      Files.writeString(file, before + "\n");
      heard.accept(new Outcome(Verb.RESTORED, key + " = " + before));
    }
  }

  /// What is the service's becomes root's: the number of a user that is gone may be given to
  /// another.
  private void keep(Path path, String why) throws IOException {
    heard.accept(new Outcome(Verb.KEPT, path + ": " + why));
    if (site.live() && site.made().of("user " + Places.USER) != null) {
      Owner.ROOT.takeOver(site.at(path), Places.USER);
    }
  }
}
