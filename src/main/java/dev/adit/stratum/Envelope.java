package dev.adit.stratum;

import static dev.adit.stratum.JsonTape.ABSENT;
import static dev.adit.stratum.JsonTape.ROOT;

import dev.adit.stratum.JsonTape.Kind;
import org.jspecify.annotations.Nullable;

/// The outer object of a line, whose fields may come in any order; unknown ones are ignored.
final class Envelope {
  private final JsonTape tape = new JsonTape();
  private final JsonScanner scanner = new JsonScanner(tape);
  private int id;
  private int method;
  private int params;
  private int result;
  private int error;
  private int rejectReason;

  /// Reads a line; returns null, or why it is garbage (then nothing else may be asked).
  @Nullable String read(byte[] line, int offset, int length) {
    String problem = scanner.scan(line, offset, length);
    if (problem != null) {
      return problem;
    }
    if (!tape.is(ROOT, Kind.OBJECT)) {
      return "not an object";
    }
    if (ObjectKeys.areUnclear(tape, ROOT)) {
      return "a field twice, or too many fields";
    }
    findFields();
    if (hasMethod()) {
      return tape.isText(method) ? null : "a method that is no text";
    }
    boolean answers = id != ABSENT || result != ABSENT || error != ABSENT;
    return answers ? null : "neither a method nor an answer";
  }

  private void findFields() {
    id = method = params = result = error = rejectReason = ABSENT;
    for (int key = ROOT + 1; key < tape.after(ROOT); key = tape.after(key + 1)) {
      if (tape.says(key, "id")) {
        id = key + 1;
      } else if (tape.says(key, "method")) {
        method = key + 1;
      } else if (tape.says(key, "params")) {
        params = key + 1;
      } else if (tape.says(key, "result")) {
        result = key + 1;
      } else if (tape.says(key, "error")) {
        error = key + 1;
      } else if (tape.says(key, "reject-reason")) {
        rejectReason = key + 1;
      }
    }
  }

  JsonTape tape() {
    return tape;
  }

  /// Whether this is a request or notification; else it is an answer. A null method is none.
  boolean hasMethod() {
    return !tape.is(method, Kind.NULL);
  }

  String method() {
    return tape.text(method);
  }

  RequestId id() {
    return tape.is(id, Kind.NULL) ? RequestId.NULL : new RequestId(tape.raw(id));
  }

  /// The token of the parameters, or [JsonTape#ABSENT].
  int params() {
    return params;
  }

  String rawParams() {
    return params == ABSENT ? "[]" : tape.raw(params);
  }

  String rawResult() {
    return tape.raw(result);
  }

  /// A `reject-reason` counts where there is no error (older ckpool).
  String rawError() {
    if (!tape.is(error, Kind.NULL)) {
      return tape.raw(error);
    }
    return tape.isText(rejectReason)
        ? "[" + StratumError.OTHER + "," + tape.raw(rejectReason) + ",null]"
        : "null";
  }
}
