package dev.adit;

import dev.adit.admin.AddressReport;
import dev.adit.admin.AdminClient;
import dev.adit.admin.BanTerm;
import dev.adit.config.Parsed;
import dev.adit.guard.AddressKey;
import dev.adit.guard.Guard;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
    name = "bans",
    description = "Who is banned, and why; ban and unban. Asks an Adit that runs.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Adding and removing needs admin.password to be set in the configuration.",
      "",
      "Example: adit bans list -c adit.toml",
      "Example: of an Adit elsewhere",
      "  adit bans explain 192.0.2.7 --url https://adit.example --password-file pw"
    })
final class BansCommand implements Runnable {
  private static final String PATH = "/api/v1/addresses";
  private static final String AS_JSON = "Print JSON, as " + PATH + " answers it.";
  private static final String WHICH = "An address, or an IPv6 prefix as it is listed.";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  BansCommand() {}

  /// Without a subcommand.
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which of them: list, explain, add or remove?");
  }

  @Command(
      description = "The addresses that are banned, or all that are remembered.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: adit bans list -c adit.toml --all --limit 20"})
  int list(
      @Mixin AdminTarget adit,
      @Option(names = "--all", description = "Those too that are not banned.") boolean all,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "1000",
              description = "So many at most (default ${DEFAULT-VALUE}).")
          int limit,
      @Option(names = "--json", description = AS_JSON) boolean json)
      throws IOException {
    if (limit < 1 || limit > Guard.REMEMBERED) {
      throw new ParameterException(
          spec.commandLine(), "--limit: write a number from 1 to " + Guard.REMEMBERED);
    }
    String query = "?limit=" + limit + (all ? "" : "&banned=true");
    AdminClient.Answer answer = client(adit).get(PATH + query);
    if (json) {
      return print(List.of(answer.json().toString()));
    }
    if (answer.json().isEmpty()) {
      return print(List.of(all ? "nobody is remembered" : "nobody is banned"));
    }
    print(AddressReport.table(answer.json()));
    int more = answer.total() - answer.json().size();
    return more > 0 ? print(List.of("and " + more + " more: --limit shows them")) : ExitCode.OK;
  }

  @Command(
      description = "What would happen if an address connected now, and why.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: adit bans explain 192.0.2.7 -c adit.toml"})
  int explain(
      @Mixin AdminTarget adit,
      @Parameters(paramLabel = "IP", description = WHICH) String ip,
      @Option(names = "--json", description = AS_JSON) boolean json)
      throws IOException {
    JsonNode answer = client(adit).get(path(ip)).json();
    return print(json ? List.of(answer.toString()) : AddressReport.explanation(answer));
  }

  @Command(
      description = "Ban an address, and close what it has open.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: adit bans add 192.0.2.7 --for 24h -c adit.toml"})
  int add(
      @Mixin AdminTarget adit,
      @Parameters(paramLabel = "IP", description = WHICH) String ip,
      @Option(
              names = "--for",
              paramLabel = "TIME",
              description = "Such as 1h, or forever; as long as guard.ban where it is not said.")
          @Nullable String term)
      throws IOException {
    if (term != null && BanTerm.read(term) instanceof Parsed.Bad<Long>(String why)) {
      throw new ParameterException(spec.commandLine(), "--for: \"" + term + "\" " + why);
    }
    String body = term == null ? "{}" : "{\"for\":\"" + term + "\"}";
    return says(client(adit).send("POST", path(ip) + "/ban", body));
  }

  @Command(
      description = "Lift the ban of an address, and forget the bad events that led to it.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: adit bans remove 192.0.2.7 -c adit.toml"})
  int remove(@Mixin AdminTarget adit, @Parameters(paramLabel = "IP", description = WHICH) String ip)
      throws IOException {
    return says(client(adit).send("DELETE", path(ip) + "/ban", null));
  }

  private static AdminClient client(AdminTarget adit) {
    return adit.client(System.getenv());
  }

  private String path(String ip) {
    AddressKey key = AddressKey.parse(ip);
    if (key == null) {
      throw new ParameterException(
          spec.commandLine(), "\"" + ip + "\" is no address: write one such as 192.0.2.7");
    }
    return PATH + "/" + key;
  }

  private int says(AdminClient.Answer answer) {
    return print(List.of(answer.json().path("says").asString("")));
  }

  private int print(List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
    return ExitCode.OK;
  }
}
