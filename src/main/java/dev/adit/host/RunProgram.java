package dev.adit.host;

import dev.adit.host.Commands.Result;
import dev.adit.host.Outcome.Verb;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// A program of the host that takes notice of what was changed. Skipped where that is only a
/// directory tree.
///
/// @param concerns run only where one of these was changed, or `unless` fails
/// @param unless a command that succeeds where there is nothing to do
record RunProgram(List<String> command, Set<Path> concerns, List<String> unless) implements Step {

  RunProgram {
    command = List.copyOf(command);
    concerns = Set.copyOf(concerns);
    unless = List.copyOf(unless);
  }

  @Override
  public List<String> describe() {
    return List.of("run " + String.join(" ", command));
  }

  @Override
  public Outcome apply(Site site) {
    String what = String.join(" ", command);
    if (!site.live()) {
      return new Outcome(Verb.SKIPPED, what + ": that system does not run");
    }
    boolean concerned = concerns.stream().anyMatch(site.changed()::contains);
    if (!concerned && site.commands().run(unless).fine()) {
      return new Outcome(Verb.ALREADY_SO, what);
    }
    Result result = site.commands().run(command);
    return result.fine()
        ? new Outcome(Verb.MADE, what)
        : new Outcome(Verb.FAILED, what + ": " + result.lastLine());
  }
}
