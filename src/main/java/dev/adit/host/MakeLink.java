package dev.adit.host;

import dev.adit.host.Outcome.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// A symbolic link. `systemctl enable` makes such ones; made by us it works in an image, too.
record MakeLink(Path path, Path target) implements Step {

  @Override
  public List<String> describe() {
    return List.of("link " + path + " to " + target);
  }

  @Override
  public Outcome apply(Site site) throws IOException {
    Path link = site.at(path);
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
      return new Outcome(Verb.ALREADY_SO, path.toString());
    }
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      return new Outcome(Verb.KEPT, path + ": is something else; should link to " + target);
    }
    site.makeParents(path);
    Files.createSymbolicLink(link, target);
    site.made().add(new Trace.MadeLink(path, target.toString()));
    site.changed().add(path);
    return new Outcome(Verb.MADE, path + " -> " + target);
  }
}
