package dev.adit.host;

import dev.adit.host.Outcome.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What `adit install` does, in order.
public final class InstallPlan {
  private static final long DEFAULT_FILES_PER_PROCESS = 1_048_576;

  private final List<Step> steps;

  private InstallPlan(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /// Decides it.
  ///
  /// @param config the files of the configuration, and what it is started with
  public static InstallPlan of(Program program, ConfigFiles config, HostFacts facts) {
    Needs needs = config.needs();
    List<Step> steps = new ArrayList<>();
    steps.add(
        program.inPlace()
            ? new Say("the program: " + Places.PROGRAM + " is where it runs from already")
            : new CopyProgram(program));
    steps.add(WriteFile.text(Places.USERS, SmallFiles.USERS));
    steps.add(new MakeUser(Places.USER));
    directories(config, needs, steps);
    kernel(needs, facts, steps);
    firewall(needs, facts, steps);
    steps.add(WriteFile.text(Places.ROTATION, SmallFiles.ROTATION));
    service(config, facts, steps);
    return new InstallPlan(steps);
  }

  /// Where the service writes into the directory of its configuration, it may make files there, and
  /// the sticky bit keeps it from replacing those of root.
  private static void directories(ConfigFiles config, Needs needs, List<Step> steps) {
    int mode = isBeside(needs.guardFile()) || isBeside(needs.logFile()) ? 01770 : 0750;
    steps.add(new MakeDirectory(Places.CONFIG, mode, Owner.READER));
    config.files().forEach((path, bytes) -> steps.add(WriteFile.secret(path, bytes)));
    steps.add(new MakeDirectory(Places.STATE, 0750, Owner.SERVICE));
    steps.add(new MakeDirectory(Places.LOGS, 0750, Owner.SERVICE));
    steps.add(new MakeLink(Places.STATE.resolve("logs"), Places.LOGS));
    logs(needs, steps); // before a directory that may be below it
    Path heard = needs.forensics();
    if (heard != null && heard.startsWith(Places.CONFIG) && !heard.equals(Places.CONFIG)) {
      steps.add(new MakeDirectory(heard, 0750, Owner.SERVICE));
    }
    config.secrets().stream()
        .filter(file -> !config.files().containsKey(file))
        .forEach(file -> steps.add(new MakeReadable(file)));
    steps.add(WriteFile.text(Places.OWNERS, SmallFiles.owners(mode, config.secrets())));
  }

  private static boolean isBeside(@Nullable Path file) {
    return file != null && Places.CONFIG.equals(file.getParent());
  }

  /// A directory below that of the configuration, as `logs` of a Port Relay file is, leads to where
  /// logs are and the service may write.
  private static void logs(Needs needs, List<Step> steps) {
    Path directory = needs.logFile() == null ? null : needs.logFile().getParent();
    Path heard = needs.forensics();
    if (directory != null
        && directory.startsWith(Places.CONFIG)
        && !directory.equals(Places.CONFIG)
        && (heard == null || !directory.startsWith(heard))) {
      steps.add(new MakeLink(directory, Places.LOGS));
    }
  }

  private static void kernel(Needs needs, HostFacts facts, List<Step> steps) {
    List<KernelSettings.Choice> choices = KernelSettings.choose(facts, needs);
    steps.add(WriteFile.text(Places.SYSCTL, KernelSettings.file(choices)));
    steps.add(new SetKernel(choices));
  }

  private static void firewall(Needs needs, HostFacts facts, List<Step> steps) {
    Path nft = facts.nft();
    if (nft == null) {
      steps.add(
          new Say(
              "the packet filter: there is no nft; install nftables and run adit install again"));
      return;
    }
    steps.add(WriteFile.text(Places.FIREWALL, PacketFilter.table(needs)));
    steps.add(WriteFile.text(Places.FIREWALL_UNIT, PacketFilter.unit(nft)));
    steps.add(wanted(Places.WANTED, Places.FIREWALL_UNIT));
    steps.add(wanted(Places.WANTED_WITH_NFTABLES, Places.FIREWALL_UNIT));
  }

  private static MakeLink wanted(Path by, Path unit) {
    return new MakeLink(by.resolve(unit.getFileName()), unit);
  }

  private static void service(ConfigFiles config, HostFacts facts, List<Step> steps) {
    long most = facts.number("fs.nr_open").orElse(DEFAULT_FILES_PER_PROCESS);
    steps.add(WriteFile.text(Places.UNIT, UnitFile.text(config.needs(), config.main(), most)));
    steps.add(wanted(Places.WANTED, Places.UNIT));
    if (!facts.systemd()) {
      steps.add(
          new Say(
              "starting: systemd does not run here; by hand: %s run -c %s"
                  .formatted(Places.START, config.main())));
      return;
    }
    Set<Path> units = Set.of(Places.UNIT, Places.FIREWALL_UNIT);
    steps.add(new RunProgram(List.of("systemctl", "daemon-reload"), units, List.of("true")));
    if (facts.nft() != null) {
      steps.add(start(Places.FIREWALL_UNIT, Set.of(Places.FIREWALL_UNIT, Places.FIREWALL)));
    }
    steps.add(start(Places.UNIT, Set.of(Places.UNIT, Places.PROGRAM)));
  }

  private static RunProgram start(Path unit, Set<Path> concerns) {
    String name = unit.getFileName().toString();
    return new RunProgram(
        List.of("systemctl", "restart", name),
        concerns,
        List.of("systemctl", "is-active", "--quiet", name));
  }

  List<Step> steps() {
    return steps;
  }

  /// What it would do; nothing is changed.
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (Step step : steps) {
      List<String> said = step.describe();
      lines.add(said.getFirst());
      said.stream().skip(1).forEach(line -> lines.add(line.isEmpty() ? "" : "    " + line));
    }
    return lines;
  }

  /// Does it.
  ///
  /// @param root "/", or the directory tree of another system
  /// @param heard what came of each step, as it is done
  /// @return whether every step succeeded
  /// @throws IOException with a message for the user, where it could not go on
  public boolean apply(Path root, Commands commands, Consumer<Outcome> heard) throws IOException {
    Site site = Site.at(root, commands);
    boolean fine = true;
    for (Step step : steps) {
      Outcome outcome;
      try {
        outcome = step.apply(site);
      } finally {
        site.save();
      }
      heard.accept(outcome);
      fine &= outcome.verb() != Verb.FAILED;
    }
    return fine;
  }
}
