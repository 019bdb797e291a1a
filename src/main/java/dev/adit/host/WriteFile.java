package dev.adit.host;

import dev.adit.host.Outcome.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file with that content. One that is there and was not written by us, or was changed since, is
/// left alone.
///
/// @param secret whether its content is not for eyes
record WriteFile(Path path, int mode, Owner owner, FileContent content, boolean secret)
    implements Step {

  /// A file for all to read.
  static WriteFile text(Path path, String text) {
    return new WriteFile(path, 0644, Owner.ROOT, FileContent.of(text), false);
  }

  /// What the service may read, and nobody else.
  static WriteFile secret(Path path, FileContent content) {
    return new WriteFile(path, 0640, Owner.READER, content, true);
  }

  @Override
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("write %s (%d bytes, mode %04o)".formatted(path, content.size(), mode));
    if (!secret) {
      content.text().lines().forEach(lines::add);
    }
    return lines;
  }

  @Override
  public Outcome apply(Site site) throws IOException {
    Path target = site.at(path);
    if (!Files.exists(target)) {
      site.makeParents(path);
      site.replace(path, content.bytes(), mode, owner);
      return new Outcome(Verb.MADE, path.toString());
    }
    FileContent now = FileContent.read(target);
    if (now.equals(content)) {
      boolean owned = !site.isThroughLink(path) && owner.own(target, mode, site.live());
      return owned
          ? new Outcome(Verb.CHANGED, path + ": owner and mode")
          : new Outcome(Verb.ALREADY_SO, path.toString());
    }
    if (!site.made().wrote(path, Site.sha256(now.bytes()))) {
      return new Outcome(
          Verb.KEPT, path + ": changed by hand; for ours, move it away and run adit install again");
    }
    site.replace(path, content.bytes(), mode, owner);
    return new Outcome(Verb.CHANGED, path.toString());
  }
}
