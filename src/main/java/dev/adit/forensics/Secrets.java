package dev.adit.forensics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Takes passwords out of what miners say: what follows the name in the parameters of a login, and
/// members called a password. All else keeps its bytes. Where a line may be a login and can't be
/// understood, all of it is taken out.
final class Secrets {
  private static final byte[] STARS = "\"***\"".getBytes(StandardCharsets.US_ASCII);
  private static final Set<String> PASSWORDS = Set.of("pass", "password", "passwd");

  /// Of a value, in bytes.
  private record Span(int from, int to) {}

  private final JsonFactory json = new JsonFactory();

  /// The line that is looked at, a character for a byte.
  private String lower = "";

  /// The line with stars; null where there is nothing to hide.
  byte @Nullable [] masked(byte[] bytes, int offset, int length) {
    lower = new String(bytes, offset, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    if (!isLogin(lower) && !lower.contains("pass") && !lower.contains("\\u")) {
      return null;
    }
    List<Span> spans = new ArrayList<>();
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      collect(parser, spans);
    } catch (JacksonException notJson) {
      return STARS.clone();
    }
    return spans.isEmpty() ? null : replaced(bytes, offset, length, spans);
  }

  private static boolean isLogin(String text) {
    return text.contains("auth") || text.contains("login");
  }

  /// Values that are secret anyway, and those that are where the message is a login.
  private void collect(JsonParser parser, List<Span> secret) {
    List<Span> parameters = new ArrayList<>();
    boolean login = false;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      String name = parser.currentName();
      if (token == JsonToken.VALUE_STRING && "method".equals(name)) {
        login |= isLogin(parser.getString().toLowerCase(Locale.ROOT));
      } else if (token == JsonToken.START_ARRAY && "params".equals(name)) {
        readParameters(parser, parameters, secret);
      } else if (token != JsonToken.PROPERTY_NAME
          && name != null
          && PASSWORDS.contains(name.toLowerCase(Locale.ROOT))) {
        secret.add(value(parser));
      }
    }
    if (login) {
      secret.addAll(parameters);
    }
  }

  private void readParameters(JsonParser parser, List<Span> parameters, List<Span> secret) {
    int position = 0;
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      boolean nested = token.isStructStart();
      Span span = value(parser);
      if (nested && lower.substring(span.from(), span.to()).contains("pass")) {
        secret.add(span);
      } else if (nested || position > 0) {
        parameters.add(span);
      }
      position++;
    }
  }

  /// Reads the current value to its end.
  private static Span value(JsonParser parser) {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    if (parser.currentToken().isStructStart()) {
      parser.skipChildren();
    } else {
      parser.getString();
    }
    return new Span(from, (int) parser.currentLocation().getByteOffset());
  }

  private static byte[] replaced(byte[] bytes, int offset, int length, List<Span> spans) {
    spans.sort((a, b) -> Integer.compare(a.from(), b.from()));
    ByteArrayOutputStream out = new ByteArrayOutputStream(length);
    int at = 0;
    for (Span span : spans) {
      out.write(bytes, offset + at, span.from() - at);
      out.writeBytes(STARS);
      at = span.to();
    }
    out.write(bytes, offset + at, length - at);
    return out.toByteArray();
  }
}
