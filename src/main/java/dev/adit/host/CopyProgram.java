package dev.adit.host;

import dev.adit.host.Outcome.Verb;
import dev.adit.host.Program.Part;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The program, copied beside its place and then put there by renaming, so that nobody starts half
/// of it. What others have put into the place is copied along. Interrupted anywhere, by a power cut
/// too, the former program is whole: in its place, or beside it, from where [#restore] takes it
/// back.
record CopyProgram(Program program) implements Step {
  private static final Path NEW = Places.PROGRAM.resolveSibling(".adit-new");
  private static final Path OLD = Places.PROGRAM.resolveSibling(".adit-old");
  private static final String KEPT = "; what others had changed or put in the way is kept: ";

  @Override
  public List<String> describe() {
    return List.of("copy the program to %s (%d files)".formatted(Places.PROGRAM, parts().size()));
  }

  private Map<String, Part> parts() {
    return program.parts();
  }

  @Override
  public Outcome apply(Site site) throws IOException {
    boolean there = exists(site.at(Places.PROGRAM));
    if (there && site.made().of(Places.PROGRAM.toString()) == null) {
      throw new IOException(
          Places.PROGRAM + ": is there and not of our making: move it away, and try again");
    }
    deleteLeftovers(site);
    if (there && isCurrent(site)) {
      return new Outcome(Verb.ALREADY_SO, Places.PROGRAM.toString());
    }
    site.makeParents(Places.PROGRAM);
    List<Trace> former = former(site);
    List<Trace> staged = stage(site);
    List<Path> renamed = there ? CarryOver.into(site.at(NEW), site) : List.of();
    Manifest next = site.made().copy();
    Set<String> stays = staged.stream().map(Trace::subject).collect(Collectors.toSet());
    former.stream().filter(trace -> !stays.contains(trace.subject())).forEach(next::forget);
    staged.forEach(next::add);
    Files.writeString(site.at(NEW).resolve(Places.MANIFEST.getFileName()), next.text());
    flush(site.at(NEW));
    swap(site);
    site.made().become(next);
    deleteLeftovers(site);
    site.changed().add(Places.PROGRAM);
    String what = Places.PROGRAM + " (" + parts().size() + " files)";
    if (!renamed.isEmpty()) {
      what += renamed.stream().map(Path::toString).collect(Collectors.joining(", ", KEPT, ""));
    }
    return new Outcome(there ? Verb.CHANGED : Verb.MADE, what);
  }

  /// Puts the former program back where an interruption has left none.
  ///
  /// @param root "/", or the directory tree of another system
  static void restore(Path root) throws IOException {
    Path place = InstalledConfig.in(root, Places.PROGRAM);
    Path old = InstalledConfig.in(root, OLD);
    if (!exists(place) && exists(old)) {
      Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// What an interruption has left beside the program, which is in its place.
  static void deleteLeftovers(Site site) throws IOException {
    delete(site.at(NEW));
    delete(site.at(OLD));
  }

  private static void swap(Site site) throws IOException {
    try {
      if (exists(site.at(Places.PROGRAM))) {
        Files.move(site.at(Places.PROGRAM), site.at(OLD), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(site.at(NEW), site.at(Places.PROGRAM), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      restore(site.root());
    }
  }

  private static List<Trace> former(Site site) {
    return site.made().traces().stream()
        .filter(trace -> Path.of(trace.subject()).startsWith(Places.PROGRAM))
        .toList();
  }

  private boolean isCurrent(Site site) throws IOException {
    long files = former(site).stream().filter(Trace.MadeFile.class::isInstance).count();
    if (files != parts().size()) {
      return false;
    }
    for (Map.Entry<String, Part> part : parts().entrySet()) {
      Path file = site.at(Places.PROGRAM.resolve(part.getKey()));
      if (!Files.isRegularFile(file)
          || Files.isExecutable(file) != part.getValue().executable()
          || !Arrays.equals(Files.readAllBytes(file), part.getValue().bytes())) {
        return false;
      }
    }
    return true;
  }

  /// What of ours will be in the place.
  private List<Trace> stage(Site site) throws IOException {
    List<Trace> staged = new ArrayList<>();
    makeDirectory(site, Path.of(""), staged);
    for (Map.Entry<String, Part> part : parts().entrySet()) {
      Path name = Path.of(part.getKey());
      for (int depth = 1; depth < name.getNameCount(); depth++) {
        makeDirectory(site, name.subpath(0, depth), staged);
      }
      byte[] bytes = part.getValue().bytes();
      Path file = site.at(NEW).resolve(name);
      Files.write(file, bytes);
      Owner.ROOT.own(file, part.getValue().mode(), false);
      Path from = part.getValue().from();
      if (from != null) {
        // The AOT cache knows the jars by their time.
        Files.setLastModifiedTime(file, Files.getLastModifiedTime(from));
      }
      staged.add(new Trace.MadeFile(Places.PROGRAM.resolve(name), Site.sha256(bytes)));
    }
    return staged;
  }

  private static void makeDirectory(Site site, Path name, List<Trace> staged) throws IOException {
    Path directory = site.at(NEW).resolve(name);
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory);
      Owner.ROOT.own(directory, 0755, false);
      Path place = name.toString().isEmpty() ? Places.PROGRAM : Places.PROGRAM.resolve(name);
      staged.add(new Trace.MadeDirectory(place));
    }
  }

  /// Onto the disk, before anything is deleted for it.
  private static void flush(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.toList()) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          try (FileChannel channel = FileChannel.open(path)) {
            channel.force(true);
          }
        }
      }
    }
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void delete(Path tree) throws IOException {
    if (exists(tree)) {
      try (Stream<Path> all = Files.walk(tree)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
