package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.JsonTape.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An independent parser is the oracle: what one accepts and what it means, the other does too.
///
/// Where the scanner is stricter than RFC 8259 on purpose (see there), the oracle is not asked.
class JsonScannerTest {
  private static final long SEED = 20_261_121;
  private static final int MUTATIONS = 50_000;
  private static final JsonMapper ORACLE =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final JsonTape tape = new JsonTape();
  private final JsonScanner scanner = new JsonScanner(tape);

  @Test
  void agreesWithTheOracleOnMutatedLines() {
    Mutations mutations = new Mutations(SEED);
    int accepted = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      accepted += agreesOn(mutations.next(), "seed " + SEED + ", mutation " + i) ? 1 : 0;
    }
    assertThat(accepted).isBetween(MUTATIONS / 100, MUTATIONS * 9 / 10);
  }

  @Test
  void agreesWithTheOracleOnEveryShortText() {
    String alphabet = "\"\\u0123e+-.,:{}[]tfn \tN\u00e9";
    byte[] letters = alphabet.getBytes(StandardCharsets.UTF_8);
    for (byte a : letters) {
      for (byte b : letters) {
        for (byte c : letters) {
          agreesOn(new byte[] {a, b, c}, "every short text");
          agreesOn(new byte[] {'"', a, b, c, '"'}, "every short text");
        }
      }
    }
  }

  private boolean agreesOn(byte[] line, String where) {
    String problem = scanner.scan(line, 0, line.length);
    JsonNode expected = oracle(line);
    String shown = where + ": " + new String(line, StandardCharsets.UTF_8);
    if (JsonScanner.TOO_DEEP.equals(problem) || JsonScanner.HALF_A_PAIR.equals(problem)) {
      return false;
    }
    assertThat(problem == null).as("%s (%s)", shown, problem).isEqualTo(expected != null);
    if (expected != null) {
      assertThat(same(JsonTape.ROOT, expected)).as(shown).isTrue();
    }
    return expected != null;
  }

  private boolean same(int token, @Nullable JsonNode node) {
    return node != null
        && switch (tape.kind(token)) {
          case OBJECT -> node.isObject() && fields(token, node);
          case ARRAY -> node.isArray() && items(token, node);
          case TEXT, ESCAPED_TEXT -> node.isString() && node.asString().equals(tape.text(token));
          case NUMBER -> node.isNumber() && sameNumber(token, node);
          case TRUE, FALSE -> node.isBoolean() && node.asBoolean() == tape.is(token, Kind.TRUE);
          case NULL -> node.isNull();
        };
  }

  private boolean sameNumber(int token, JsonNode node) {
    double ours = JsonNumbers.decimal(tape.bytes(), tape.start(token), tape.end(token));
    double theirs = node.doubleValue();
    return Double.isInfinite(theirs) ? Double.isNaN(ours) : ours == theirs;
  }

  private boolean items(int array, JsonNode node) {
    int index = 0;
    for (int at = array + 1; at < tape.after(array); at = tape.after(at)) {
      if (tape.item(array, index) != at || !same(at, node.get(index++))) {
        return false;
      }
    }
    return index == node.size();
  }

  /// Of equal keys the oracle keeps the last; where there are none, all must be there.
  private boolean fields(int object, JsonNode node) {
    boolean clear = !ObjectKeys.areUnclear(tape, object);
    int count = 0;
    for (int key = object + 1; key < tape.after(object); key = tape.after(key + 1)) {
      count++;
      if (clear && !same(key + 1, node.get(tape.text(key)))) {
        return false;
      }
    }
    return clear == (count == node.size());
  }

  /// The JDK judges the UTF-8, since Jackson is lenient with it in the names of fields.
  private static @Nullable JsonNode oracle(byte[] line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      JsonNode node = ORACLE.readTree(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
      return node.isMissingNode() ? null : node;
    } catch (JacksonException | CharacterCodingException e) {
      return null;
    }
  }
}
