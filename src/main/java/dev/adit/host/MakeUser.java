package dev.adit.host;

import dev.adit.host.Commands.Result;
import dev.adit.host.Outcome.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The system user that the service runs as. In an image systemd-sysusers makes it at the first
/// boot, from the file that was written for it.
record MakeUser(String name) implements Step {

  @Override
  public List<String> describe() {
    return List.of("make the system user " + name);
  }

  @Override
  public Outcome apply(Site site) throws IOException {
    String what = "user " + name;
    if (exists(site)) {
      return new Outcome(Verb.ALREADY_SO, what);
    }
    if (!site.live()) {
      return new Outcome(Verb.SKIPPED, what + ": made when that system boots");
    }
    Result made = site.commands().run(List.of("systemd-sysusers", Places.USERS.toString()));
    if (!made.fine()) {
      made =
          site.commands()
              .run(
                  List.of(
                      "useradd",
                      "--system",
                      "--user-group",
                      "--no-create-home",
                      "--home-dir",
                      Places.STATE.toString(),
                      "--shell",
                      "/usr/sbin/nologin",
                      name));
    }
    if (!made.fine()) {
      throw new IOException("the user " + name + " can't be made: " + made.lastLine());
    }
    site.made().add(new Trace.MadeUser(name));
    return new Outcome(Verb.MADE, what);
  }

  private boolean exists(Site site) throws IOException {
    Path users = site.at(Path.of("/etc/passwd"));
    return Files.exists(users)
        && Files.readAllLines(users).stream().anyMatch(line -> line.startsWith(name + ":"));
  }
}
