package dev.adit.admin;

import dev.adit.guard.Guard;
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

  /// In a class of its own, for it is 400 classes with it, which only the first call has to load.
  private static final class Body {
    static final JsonMapper JSON =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  }

  private final MwcInterface answers;

  MwcPage(Guard guard) {
    answers = new MwcInterface(guard);
  }

  void addTo(Paths paths) {
    paths.add("OPTIONS", PATH, MwcPage::invite);
    paths.add("POST", PATH, this::answer);
  }

  /// With a slash at its end it is the same path.
  static boolean isFor(Exchange request) {
    return request.path().startsWith(PATH);
  }

  /// A browser asks before it sends a password, and so without one.
  static boolean isPreflight(Exchange request) {
    return isFor(request) && request.method().equals("OPTIONS");
  }

  static void ask(Exchange request) {
    request.status(401).header("WWW-Authenticate", "Basic realm=\"MWC-API\"");
  }

  /// So that a page may read the answer, a refusal too.
  static void open(Exchange request) {
    request
        .header("Access-Control-Allow-Origin", "*")
        .header("Access-Control-Allow-Headers", "Content-Type, Authorization");
  }

  private static void invite(Exchange request) {
    request.type("application/json").text("{}");
  }

  private void answer(Exchange request) throws IOException {
    byte[] body = request.body().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      request.status(413).text("more than 4 MiB\n");
      return;
    }
    JsonNode json;
    try {
      json = Body.JSON.readTree(body);
    } catch (JacksonException notJson) {
      refuse(request, notJson.getOriginalMessage());
      return;
    }
    if (json.isMissingNode()) {
      refuse(request, "it is empty");
      return;
    }
    try (JsonGenerator out = Body.JSON.writer().with(pretty()).createGenerator(request.jsonOut())) {
      answers.answer(json, Moment.now(), out);
    }
  }

  private static void refuse(Exchange request, String why) {
    request.status(500).text("API Request error: Invalid request body (expected json), " + why);
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
