package dev.adit.host;

import dev.adit.host.Outcome.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file of the configuration that others have put there: the service may read it, strangers not.
record MakeReadable(Path path) implements Step {
  private static final int MODE = 0640;

  @Override
  public List<String> describe() {
    return List.of("have %s read by the service alone (mode %04o)".formatted(path, MODE));
  }

  @Override
  public Outcome apply(Site site) throws IOException {
    Path file = site.at(path);
    if (!Files.isRegularFile(file)) {
      return new Outcome(Verb.SKIPPED, path + ": is not there");
    }
    if (site.isThroughLink(path)) {
      String cure = "see to it that the group %s may read what it leads to".formatted(Places.USER);
      return new Outcome(
          Verb.SKIPPED, path + ": is a link, which install does not follow: " + cure);
    }
    boolean changed = Owner.READER.own(file, MODE, site.live());
    return changed
        ? new Outcome(Verb.CHANGED, path + ": owner and mode")
        : new Outcome(Verb.ALREADY_SO, path.toString());
  }
}
