package dev.adit.stratum;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The tokens of one JSON text, in the order in which they stand: no object tree, no copies.
///
/// A token is an index. A container's token is followed by those of all its content, an object's
/// key by its value. Arrays are reused from line to line; the bytes belong to the caller and must
/// not change while tokens are read.
final class JsonTape {
  /// The outermost value.
  static final int ROOT = 0;

  /// No such token: asked for its kind or its raw text, it passes for a null.
  static final int ABSENT = -1;

  /// A block's transactions in an answer come to some 10,000; more than this is an attack.
  static final int MAX_TOKENS = 65_536;

  private static final int LONGEST_ESCAPE = "\\u0000".length();

  enum Kind {
    OBJECT,
    ARRAY,
    TEXT,
    ESCAPED_TEXT,
    NUMBER,
    TRUE,
    FALSE,
    NULL
  }

  private byte[] bytes = {};
  private Kind[] kinds = new Kind[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int[] following = new int[64];
  private int size;

  void clear(byte[] text) {
    bytes = text;
    size = 0;
  }

  boolean isFull() {
    return size == MAX_TOKENS;
  }

  int size() {
    return size;
  }

  /// Adds a token from `start` to before `end`; of a text, the quotes are outside.
  void add(Kind kind, int start, int end) {
    close(open(kind, start), end);
  }

  /// Adds a container; what is added until it is closed is its content.
  int open(Kind kind, int start) {
    if (size == kinds.length) {
      int room = size * 2;
      kinds = Arrays.copyOf(kinds, room);
      starts = Arrays.copyOf(starts, room);
      ends = Arrays.copyOf(ends, room);
      following = Arrays.copyOf(following, room);
    }
    kinds[size] = kind;
    starts[size] = start;
    return size++;
  }

  void close(int token, int end) {
    ends[token] = end;
    following[token] = size;
  }

  Kind kind(int token) {
    return token == ABSENT ? Kind.NULL : kinds[token];
  }

  boolean is(int token, Kind kind) {
    return kind(token) == kind;
  }

  boolean isText(int token) {
    return is(token, Kind.TEXT) || is(token, Kind.ESCAPED_TEXT);
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int token) {
    return starts[token];
  }

  int end(int token) {
    return ends[token];
  }

  /// The token behind this one and all its content.
  int after(int token) {
    return following[token];
  }

  /// The element of an array, or [#ABSENT].
  int item(int array, int index) {
    if (!is(array, Kind.ARRAY)) {
      return ABSENT;
    }
    int at = array + 1;
    for (int i = 0; i < index && at < following[array]; i++) {
      at = following[at];
    }
    return at < following[array] ? at : ABSENT;
  }

  /// The value of an object's key (ASCII), or [#ABSENT].
  int value(int object, String key) {
    if (is(object, Kind.OBJECT)) {
      for (int at = object + 1; at < following[object]; at = following[at + 1]) {
        if (says(at, key)) {
          return at + 1;
        }
      }
    }
    return ABSENT;
  }

  /// Whether a text token decodes to `ascii`.
  boolean says(int token, String ascii) {
    int length = ends[token] - starts[token];
    if (kinds[token] == Kind.ESCAPED_TEXT) {
      return length <= LONGEST_ESCAPE * ascii.length() && text(token).equals(ascii);
    }
    if (length != ascii.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[starts[token] + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// A text without its quotes and escapes; any other value as it was written.
  String text(int token) {
    String written = slice(starts[token], ends[token]);
    return kinds[token] == Kind.ESCAPED_TEXT ? JsonEscapes.decode(written) : written;
  }

  /// The value exactly as it was written, quotes and all.
  String raw(int token) {
    return switch (kind(token)) {
      case TRUE -> "true";
      case FALSE -> "false";
      case NULL -> "null";
      case TEXT, ESCAPED_TEXT -> slice(starts[token] - 1, ends[token] + 1);
      case OBJECT, ARRAY, NUMBER -> slice(starts[token], ends[token]);
    };
  }

  private String slice(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
