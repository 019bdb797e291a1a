package dev.adit;

import dev.adit.admin.AdminClient;
import dev.adit.config.AdminConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.HostPort;
import dev.adit.config.LoadResult;
import dev.adit.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Which running Adit a command talks to, and as whom. The password is never an argument: all users
/// of a machine can read those.
final class AdminTarget {
  static final String PASSWORD_VARIABLE = "ADIT_ADMIN_PASSWORD";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "the configuration that Adit runs with: its address, user and password")
  private @Nullable Path file;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "where Adit's admin port is, such as http://127.0.0.1:8080")
  private @Nullable String url;

  @Option(names = "--user", paramLabel = "USER", description = "instead of the file's, or of admin")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "holds the password in its first line; else the variable "
              + PASSWORD_VARIABLE
              + " does, or the configuration")
  private @Nullable Path passwordFile;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  AdminTarget() {}

  AdminClient client(Map<String, String> environment) {
    if (file == null && url == null) {
      throw wrong("which Adit? Name its configuration with -c, or its admin port with --url");
    }
    AdminConfig config = file == null ? null : config(file);
    String known = config == null ? "admin" : config.user();
    return new AdminClient(
        url == null ? address(config) : address(url),
        user == null ? known : user,
        password(config, environment));
  }

  private AdminConfig config(Path from) {
    return switch (ConfigLoader.load(from)) {
      case LoadResult.Refused(var problems) -> throw wrong(String.join("\n", problems));
      case LoadResult.Loaded(_, var config, _) -> config.admin();
    };
  }

  private URI address(@Nullable AdminConfig config) {
    HostPort listen = config == null ? null : config.listen();
    if (listen == null || listen.port() == 0) {
      throw wrong(file + ": admin.listen has no fixed address: say where it is with --url");
    }
    boolean anywhere = listen.isAllAddresses();
    String host = !anywhere ? listen.host() : listen.host().equals("::") ? "::1" : "127.0.0.1";
    return URI.create("http://" + new HostPort(host, listen.port()));
  }

  private URI address(String text) {
    if (!text.matches("https?://[^/?#@]+/?")) {
      throw wrong("--url: \"" + text + "\" is none: write one such as http://127.0.0.1:8080");
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException notOne) {
      throw wrong("--url: \"" + text + "\" is none: write one such as http://127.0.0.1:8080");
    }
  }

  private Secret password(@Nullable AdminConfig config, Map<String, String> environment) {
    if (passwordFile != null) {
      return firstLine(passwordFile);
    }
    String given = environment.get(PASSWORD_VARIABLE);
    if (given != null) {
      return new Secret(given);
    }
    return config == null ? Secret.NONE : config.password();
  }

  private Secret firstLine(Path from) {
    String text;
    try {
      text = Files.readString(from);
    } catch (IOException failure) {
      throw wrong("--password-file: " + from + " can't be read: check the path and who may");
    }
    String line = text.lines().findFirst().orElse("");
    if (line.isEmpty()) {
      throw wrong("--password-file: " + from + " is empty: write the password in its first line");
    }
    return new Secret(line);
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
