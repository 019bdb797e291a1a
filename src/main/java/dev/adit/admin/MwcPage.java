package dev.adit.admin;

import dev.adit.guard.Guard;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `POST /v2/stratum`: the [MwcInterface] over HTTP, as an MWC node has it.
///
/// A node answers every page of every site, and lets it send the password that the browser
/// remembers; here the rule for changes holds, so pages of other sites are turned away. The headers
/// that invite them are sent all the same: they let such a page read why.
final class MwcPage {
  private static final String PATH = "/v2/stratum";
  private static final int MOST_BYTES = 4 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final MwcInterface answers;

  MwcPage(Guard guard) {
    answers = new MwcInterface(guard);
  }

  void addTo(RoutesConfig routes) {
    routes.options(PATH, MwcPage::invite);
    routes.post(PATH, this::answer);
  }

  /// With a slash at its end it is the same path.
  static boolean isFor(Context request) {
    return request.path().startsWith(PATH);
  }

  /// A browser asks before it sends a password, and so without one.
  static boolean isPreflight(Context request) {
    return isFor(request) && request.method().equals(HandlerType.OPTIONS);
  }

  static void ask(Context request) {
    request.header("WWW-Authenticate", "Basic realm=\"MWC-API\"").status(401).result("");
    request.skipRemainingHandlers();
  }

  /// So that a page may read the answer, a refusal too.
  static void open(Context request) {
    request
        .header("Access-Control-Allow-Origin", "*")
        .header("Access-Control-Allow-Headers", "Content-Type, Authorization");
  }

  private static void invite(Context request) {
    request.contentType("application/json").result("{}");
  }

  private void answer(Context request) throws IOException {
    byte[] body = request.bodyInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      request.status(413).contentType("text/plain").result("more than 4 MiB\n");
      return;
    }
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JacksonException notJson) {
      refuse(request, notJson.getOriginalMessage());
      return;
    }
    if (json.isMissingNode()) {
      refuse(request, "it is empty");
      return;
    }
    request.contentType("application/json");
    try (JsonGenerator out = JSON.writer().with(pretty()).createGenerator(request.outputStream())) {
      answers.answer(json, Moment.now(), out);
    }
  }

  private static void refuse(Context request, String why) {
    request
        .status(500)
        .contentType("text/plain")
        .result("API Request error: Invalid request body (expected json), " + why);
  }

  /// As the node's library lays JSON out.
  private static PrettyPrinter pretty() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(lines)
        .withArrayIndenter(lines);
  }
}
