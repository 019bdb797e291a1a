package dev.adit.host;

import dev.adit.host.Outcome.Verb;
import java.util.List;

/// What is not done, and why.
record Say(String why) implements Step {

  @Override
  public List<String> describe() {
    return List.of("skip " + why);
  }

  @Override
  public Outcome apply(Site site) {
    return new Outcome(Verb.SKIPPED, why);
  }
}
