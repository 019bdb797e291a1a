package dev.adit.admin;

import dev.adit.config.DurationText;
import dev.adit.config.Parsed;
import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import dev.adit.guard.Ban;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How long somebody is to be banned: `1h`, or `forever`.
public final class BanTerm {
  private static final String FOREVER = "forever";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private BanTerm() {}

  /// Reads what may be written behind `for`.
  ///
  /// @return nanoseconds, or [Ban#FOREVER]
  public static Parsed<Long> read(String text) {
    if (text.equals(FOREVER)) {
      return new Good<>(Ban.FOREVER);
    }
    return switch (DurationText.parse(text)) {
      case Bad<Duration>(String why) -> new Bad<>(why + ", or \"forever\"");
      case Good<Duration>(Duration term) when term.isZero() ->
          new Bad<>("bans nobody: write a longer one");
      case Good<Duration>(Duration term) -> new Good<>(term.toNanos());
    };
  }

  /// Reads the body of a request: nothing, `{}`, or `{"for": "1h"}`.
  ///
  /// @param usualNanos where it does not say
  static Parsed<Long> inBody(byte[] body, long usualNanos) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JacksonException e) {
      return new Bad<>("the body is not JSON: " + e.getOriginalMessage());
    }
    boolean empty = json.isMissingNode() || (json.isObject() && json.isEmpty());
    if (empty) {
      return usualNanos > 0
          ? new Good<>(usualNanos)
          : new Bad<>("guard.ban is \"0s\": say for how long, such as {\"for\": \"1h\"}");
    }
    @Nullable JsonNode term = json.get("for");
    if (term == null || !term.isString() || !Set.of("for").containsAll(json.propertyNames())) {
      return new Bad<>("the body is not understood: write {\"for\": \"1h\"}, or none");
    }
    return switch (read(term.stringValue())) {
      case Bad<Long>(String why) -> new Bad<>("for: \"" + term.stringValue() + "\" " + why);
      case Good<Long> good -> good;
    };
  }
}
