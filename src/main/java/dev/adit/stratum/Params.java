package dev.adit.stratum;

import dev.adit.stratum.JsonTape.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Typed values out of JSON tokens: each question answers null, or a value outside its range, where
/// the token is absent or does not spell such a value.
final class Params {
  private final JsonTape tape;

  Params(JsonTape tape) {
    this.tape = tape;
  }

  /// The first of the parameters, or the parameters themselves where they stand without brackets.
  int firstOrBare(int params) {
    return tape.is(params, Kind.ARRAY) ? tape.item(params, 0) : params;
  }

  /// Number of elements of an array; 0 for anything else.
  int count(int array) {
    int count = 0;
    if (tape.is(array, Kind.ARRAY)) {
      for (int at = array + 1; at < tape.after(array); at = tape.after(at)) {
        count++;
      }
    }
    return count;
  }

  @Nullable String text(int token) {
    return tape.isText(token) ? tape.text(token) : null;
  }

  /// Text, or "" for anything else.
  String textOrEmpty(int token) {
    return tape.isText(token) ? tape.text(token) : "";
  }

  /// Bytes in an even number of hexadecimal digits of either case.
  @Nullable HexBytes hex(int token) {
    return switch (tape.kind(token)) {
      case TEXT -> HexBytes.parse(tape.bytes(), tape.start(token), tape.end(token));
      case ESCAPED_TEXT -> HexBytes.parse(tape.text(token));
      default -> null;
    };
  }

  @Nullable HexBytes hex(int token, int sizeBytes) {
    HexBytes bytes = hex(token);
    return bytes != null && bytes.size() == sizeBytes ? bytes : null;
  }

  /// A number of 1 to 8 hexadecimal digits, zeros missing on the left; -1 where it is none.
  long hex32(int token) {
    return switch (tape.kind(token)) {
      case TEXT -> JsonNumbers.hex32(tape.bytes(), tape.start(token), tape.end(token));
      case ESCAPED_TEXT -> {
        byte[] decoded = tape.text(token).getBytes(StandardCharsets.UTF_8);
        yield JsonNumbers.hex32(decoded, 0, decoded.length);
      }
      default -> -1;
    };
  }

  /// As [#hex32], but of exactly 8 digits.
  long hex8(int token) {
    return tape.isText(token) && tape.end(token) - tape.start(token) == 8 ? hex32(token) : -1;
  }

  /// A finite number, written as one or as text; NaN where it is neither.
  double number(int token) {
    return switch (tape.kind(token)) {
      case NUMBER, TEXT -> JsonNumbers.decimal(tape.bytes(), tape.start(token), tape.end(token));
      default -> Double.NaN;
    };
  }

  /// A whole number in the range of an int, written as a number or as text.
  @Nullable Integer whole(int token) {
    double value = number(token);
    return value == (int) value ? (Integer) (int) value : null;
  }

  /// Yes in any of the spellings that pools use; everything else is no.
  boolean flag(int token) {
    return switch (tape.kind(token)) {
      case TRUE -> true;
      case NUMBER -> number(token) != 0;
      case TEXT, ESCAPED_TEXT -> {
        String text = tape.text(token).toLowerCase(Locale.ROOT);
        yield text.equals("true") || text.equals("1");
      }
      case FALSE, NULL, OBJECT, ARRAY -> false;
    };
  }
}
