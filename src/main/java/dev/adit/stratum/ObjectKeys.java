package dev.adit.stratum;

import dev.adit.stratum.JsonTape.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// The keys of an object that is about to be read.
final class ObjectKeys {
  /// Bounds the search for equal keys, which compares each with each.
  static final int MAX = 64;

  private ObjectKeys() {}

  /// Whether there are more than [#MAX] keys, or two that are equal once decoded.
  static boolean areUnclear(JsonTape tape, int object) {
    int keys = 0;
    boolean escaped = false;
    for (int key = object + 1; key < tape.after(object); key = tape.after(key + 1)) {
      escaped |= tape.is(key, Kind.ESCAPED_TEXT);
      if (++keys > MAX) {
        return true;
      }
    }
    return escaped ? hasEqualTexts(tape, object) : hasEqualBytes(tape, object);
  }

  /// Decodes each key but once, so that a line of long escaped keys costs no more than its length.
  private static boolean hasEqualTexts(JsonTape tape, int object) {
    Set<String> texts = new HashSet<>();
    for (int key = object + 1; key < tape.after(object); key = tape.after(key + 1)) {
      if (!texts.add(tape.text(key))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasEqualBytes(JsonTape tape, int object) {
    for (int key = object + 1; key < tape.after(object); key = tape.after(key + 1)) {
      for (int other = object + 1; other < key; other = tape.after(other + 1)) {
        if (Arrays.equals(
            tape.bytes(),
            tape.start(other),
            tape.end(other),
            tape.bytes(),
            tape.start(key),
            tape.end(key))) {
          return true;
        }
      }
    }
    return false;
  }
}
