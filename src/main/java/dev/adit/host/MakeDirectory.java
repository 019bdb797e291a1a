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
    // An operator may have put it on another disk; whose that is, is the operator's to say.
    boolean owned = !Files.isSymbolicLink(site.at(path)) && own(site.at(path), site.live());
    Verb verb = missing ? Verb.MADE : owned ? Verb.CHANGED : Verb.ALREADY_SO;
    return new Outcome(verb, path.toString());
  }

  /// What an earlier installation has left in a directory of the service is root's, and so is the
  /// directory. What others have there stays theirs.
  private boolean own(Path directory, boolean names) throws IOException {
    boolean left = owner == Owner.SERVICE && names && Owner.ROOT.has(directory);
    if (left) {
      owner.takeOver(directory, "root");
    }
    return owner.own(directory, mode, names) || left;
  }
}
