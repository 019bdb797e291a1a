package dev.adit;

import dev.adit.work.ShareJudge;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "judge",
    description = "Why was my share refused? Rebuilds and hashes the shares of a file.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "FILE holds one share, an array of them, or {\"vectors\": [...]}. A share is",
      "  {\"id\": any, \"algo\": \"sha256d\" or \"scrypt\", \"extranonce1\": hex,",
      "   \"extranonce2_size\": bytes, \"version_mask\": hex or null,",
      "   \"notify\": {\"job_id\", \"prevhash\", \"coinb1\", \"coinb2\", \"merkle_branch\",",
      "              \"version\", \"nbits\", \"ntime\"} as the pool sent them,",
      "   \"submit\": {\"job_id\", \"extranonce2\", \"ntime\", \"nonce\", \"version_bits\"}",
      "              as the miner sent them,",
      "   \"pool_difficulty\": number or null}",
      "",
      "Exit code: 0 every share was judged, 1 some could not be, 2 the file can't be read.",
      "",
      "Example:",
      "  adit judge refused.json"
    })
final class JudgeCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "JSON file, or - for standard input.")
  private String file;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  JudgeCommand() {}

  @Override
  public Integer call() {
    JsonNode root;
    try (InputStream in = file.equals("-") ? System.in : open(Path.of(file))) {
      root = JSON.readTree(in);
    } catch (JacksonException e) {
      return unreadable("not JSON: " + e.getOriginalMessage());
    } catch (NoSuchFileException e) {
      return unreadable("no such file");
    } catch (IOException | InvalidPathException e) {
      return unreadable("can't be read: " + e.getMessage());
    }
    if (root.isMissingNode()) {
      return unreadable("not JSON: it is empty");
    }
    List<JsonNode> shares = shares(root);
    return shares.isEmpty() ? unreadable("holds no share") : judge(shares);
  }

  private static InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory");
    }
    return Files.newInputStream(file);
  }

  private int unreadable(String why) {
    spec.commandLine().getErr().println("adit: " + file + ": " + why);
    return ExitCode.USAGE;
  }

  private static List<JsonNode> shares(JsonNode root) {
    JsonNode list = root.has("vectors") ? root.get("vectors") : root;
    return list.isArray()
        ? list.valueStream().toList()
        : list.isObject() ? List.of(list) : List.of();
  }

  private int judge(List<JsonNode> shares) {
    ShareJudge judge = new ShareJudge();
    int exitCode = ExitCode.OK;
    int position = 0;
    for (JsonNode node : shares) {
      position++;
      ObjectNode out = JSON.createObjectNode();
      out.set("id", node.has("id") ? node.get("id") : JSON.valueToTree(position));
      if (report(node, out, judge) != null) {
        exitCode = ExitCode.SOFTWARE;
      }
    }
    spec.commandLine().getOut().flush();
    return exitCode;
  }

  /// Prints what there is to say about one share; returns its error, or null where it has none.
  private @Nullable String report(JsonNode node, ObjectNode out, ShareJudge judge) {
    String error;
    List<String> explanation;
    try {
      ShareFindings findings = ShareFindings.of(ShareCase.read(node), judge);
      error = findings.error();
      explanation = findings.explain();
      findings.writeTo(out);
    } catch (ShareFields.Problem e) {
      error = e.getMessage();
      explanation = List.of("It can't be judged. " + error);
    }
    if (error != null) {
      out.put("error", error);
    }
    print(out, explanation);
    return error;
  }

  private void print(ObjectNode out, List<String> explanation) {
    PrintWriter to = spec.commandLine().getOut();
    if (json) {
      to.println(JSON.writeValueAsString(out));
      return;
    }
    JsonNode id = out.get("id");
    to.println("share " + (id.isString() ? id.asString() : id.toString()));
    explanation.forEach(line -> to.println("  " + line));
    to.println();
  }
}
