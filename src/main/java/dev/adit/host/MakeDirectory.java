package dev.adit.host;

import dev.adit.host.Outcome.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A directory of that owner and mode.
record MakeDirectory(Path path, int mode, Owner owner) implements Step {

  @Override
  public List<String> describe() {
    return List.of("make the directory %s (mode %04o)".formatted(path, mode));
  }

  @Override
  public Outcome apply(Site site) throws IOException {
    boolean missing = !Files.exists(site.at(path));
    site.makeDirectories(path);
    // What an earlier installation has left is root's.
    if (owner == Owner.SERVICE
        && site.live()
        && !Files.isSymbolicLink(site.at(path))
        && !owner.has(site.at(path))) {
      owner.takeOver(site.at(path));
    }
    // An operator may have put it on another disk; whose that is, is the operator's to say.
    boolean owned =
        !Files.isSymbolicLink(site.at(path)) && owner.own(site.at(path), mode, site.live());
    Verb verb = missing ? Verb.MADE : owned ? Verb.CHANGED : Verb.ALREADY_SO;
    return new Outcome(verb, path.toString());
  }
}
