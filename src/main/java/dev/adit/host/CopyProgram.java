package dev.adit.host;

import dev.adit.host.Outcome.Verb;
import dev.adit.host.Program.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The program, copied beside its place and then put there at once, so that nobody starts half of
/// it. What others have put into the place is carried over.
record CopyProgram(Program program) implements Step {
  private static final Path NEW = Places.PROGRAM.resolveSibling(".adit-new");
  private static final Path OLD = Places.PROGRAM.resolveSibling(".adit-old");

  @Override
  public List<String> describe() {
    return List.of("copy the program to %s (%d files)".formatted(Places.PROGRAM, parts().size()));
  }

  private Map<String, Part> parts() {
    return program.parts();
  }

  @Override
  public Outcome apply(Site site) throws IOException {
    boolean there = Files.exists(site.at(Places.PROGRAM), LinkOption.NOFOLLOW_LINKS);
    if (there && site.made().of(Places.PROGRAM.toString()) == null) {
      throw new IOException(
          Places.PROGRAM + ": is there and not of our making: move it away, and try again");
    }
    if (there && isCurrent(site)) {
      return new Outcome(Verb.ALREADY_SO, Places.PROGRAM.toString());
    }
    site.makeParents(Places.PROGRAM);
    delete(site.at(NEW));
    delete(site.at(OLD));
    List<Trace> former = former(site);
    stage(site);
    if (there) {
      carryOver(site);
      Files.move(site.at(Places.PROGRAM), site.at(OLD));
    }
    Files.move(site.at(NEW), site.at(Places.PROGRAM));
    former.stream()
        .filter(trace -> !Files.exists(site.at(Path.of(trace.subject()))))
        .forEach(site.made()::forget);
    site.save();
    delete(site.at(OLD));
    site.changed().add(Places.PROGRAM);
    String what = Places.PROGRAM + " (" + parts().size() + " files)";
    return new Outcome(there ? Verb.CHANGED : Verb.MADE, what);
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

  private void stage(Site site) throws IOException {
    makeDirectory(site, Path.of(""));
    for (Map.Entry<String, Part> part : parts().entrySet()) {
      Path name = Path.of(part.getKey());
      for (int depth = 1; depth < name.getNameCount(); depth++) {
        makeDirectory(site, name.subpath(0, depth));
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
      site.made().add(new Trace.MadeFile(Places.PROGRAM.resolve(name), Site.sha256(bytes)));
    }
    Files.writeString(site.at(NEW).resolve(Places.MANIFEST.getFileName()), site.made().text());
  }

  private static void makeDirectory(Site site, Path name) throws IOException {
    Path directory = site.at(NEW).resolve(name);
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory);
      Owner.ROOT.own(directory, 0755, false);
      Path place = name.toString().isEmpty() ? Places.PROGRAM : Places.PROGRAM.resolve(name);
      site.made().add(new Trace.MadeDirectory(place));
    }
  }

  private static void carryOver(Site site) throws IOException {
    Path old = site.at(Places.PROGRAM);
    try (Stream<Path> files = Files.walk(old)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = old.relativize(file);
        Path target = site.at(NEW).resolve(name);
        boolean theirs = site.made().of(Places.PROGRAM.resolve(name).toString()) == null;
        if (theirs && !Files.exists(target)) {
          Files.createDirectories(target.getParent());
          Files.move(file, target);
        }
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> all = Files.walk(tree)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
