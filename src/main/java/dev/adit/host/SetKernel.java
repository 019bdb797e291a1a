package dev.adit.host;

import dev.adit.host.KernelSettings.Choice;
import dev.adit.host.Outcome.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The settings of the kernel that runs, as the file for the next boot says. What was before is
/// noted, so that it can be restored.
record SetKernel(List<Choice> choices) implements Step {

  SetKernel {
    choices = List.copyOf(choices);
  }

  @Override
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add("have the kernel use these settings at once, where it has them");
    return lines;
  }

  @Override
  public Outcome apply(Site site) {
    if (!site.live()) {
      return new Outcome(Verb.SKIPPED, "kernel settings: made when that system boots");
    }
    List<String> set = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Choice choice : choices) {
      if (choice.value() != null && Files.exists(file(site, choice.key()))) {
        set(site, choice, set, refused);
      }
    }
    String names = String.join(", ", set);
    String not = refused.isEmpty() ? "" : "; it refused " + String.join(", ", refused);
    return set.isEmpty()
        ? new Outcome(Verb.ALREADY_SO, "kernel settings" + not)
        : new Outcome(Verb.CHANGED, "kernel settings: " + names + not);
  }

  private static void set(Site site, Choice choice, List<String> set, List<String> refused) {
    Path file = file(site, choice.key());
    String wanted = Objects.requireNonNull(choice.value());
    try {
      String now = KernelFile.read(file);
      if (now.equals(wanted)) {
        return;
      }
      Files.writeString(file, wanted + "\n");
      note(site, new Trace.SetKernel(choice.key(), now, wanted));
      set.add(choice.key());
    } catch (IOException no) {
      refused.add(choice.key());
    }
  }

  /// Of several installs the first knows what was before.
  private static void note(Site site, Trace.SetKernel trace) {
    site.made()
        .add(
            site.made().of(trace.subject()) instanceof Trace.SetKernel(_, String first, _)
                ? new Trace.SetKernel(trace.key(), first, trace.after())
                : trace);
  }

  static Path file(Site site, String key) {
    return site.at(Path.of("/proc/sys", key.split("\\.", -1)));
  }
}
