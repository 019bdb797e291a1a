package dev.adit;

import dev.adit.stratum.HexBytes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The fields of one share in a file, checked as they are read. The first that can't be used ends
/// the reading with a [Problem] that names it and the cure.
record ShareFields(JsonNode node, String prefix) {

  /// What is wrong with a field, for the user; stackless, since it never leaves the command.
  static final class Problem extends Exception {
    private static final long serialVersionUID = 1;

    Problem(String message) {
      super(message, null, false, false);
    }
  }

  /// The object `name`, whose fields are then named `name.field`.
  ShareFields object(String name) throws Problem {
    JsonNode inner = required(name);
    if (!inner.isObject()) {
      throw problem(name, "must be an object", inner);
    }
    return new ShareFields(inner, prefix + name + ".");
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  String text(String name, String absent) {
    return has(name) ? node.get(name).asString(absent) : absent;
  }

  int count(String name) throws Problem {
    JsonNode number = required(name);
    if (!number.isIntegralNumber() || !number.canConvertToInt() || number.asInt() < 0) {
      throw problem(name, "must be a number of bytes", number);
    }
    return number.asInt();
  }

  /// A number above zero, or null where absent.
  @Nullable Double positive(String name) throws Problem {
    if (!has(name)) {
      return null;
    }
    JsonNode number = node.get(name);
    double value = number.isNumber() ? number.asDouble() : 0;
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw problem(name, "must be a number above 0, or null", number);
    }
    return value;
  }

  /// A 32-bit number of `least` to 8 hex digits, as on the wire.
  int number(String name, int least) throws Problem {
    JsonNode text = required(name);
    String digits = text.asString("");
    if (!digits.matches("[0-9a-fA-F]{" + least + ",8}")) {
      String length = least == 8 ? "8" : least + " to 8";
      throw problem(name, "must be " + length + " hex digits, without 0x", text);
    }
    return Integer.parseUnsignedInt(digits, 16);
  }

  HexBytes bytes(String name) throws Problem {
    return bytes(name, required(name));
  }

  HexBytes hash(String name) throws Problem {
    return hash(name, required(name));
  }

  List<HexBytes> hashes(String name) throws Problem {
    JsonNode array = required(name);
    if (!array.isArray()) {
      throw problem(name, "must be an array, [] where the block has no other transaction", array);
    }
    HexBytes[] hashes = new HexBytes[array.size()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = hash(name + "[" + i + "]", array.get(i));
    }
    return List.of(hashes);
  }

  private HexBytes hash(String name, JsonNode text) throws Problem {
    HexBytes bytes = bytes(name, text);
    if (bytes.size() != 32) {
      throw problem(name, "must be 64 hex digits, not " + 2 * bytes.size(), text);
    }
    return bytes;
  }

  private HexBytes bytes(String name, JsonNode text) throws Problem {
    HexBytes bytes = text.isString() ? HexBytes.parse(text.asString()) : null;
    if (bytes == null) {
      throw problem(name, "must be text of hex digits, two for each byte", text);
    }
    return bytes;
  }

  private JsonNode required(String name) throws Problem {
    JsonNode found = node.get(name);
    if (found == null || found.isNull()) {
      throw new Problem(prefix + name + ": missing; copy it from the pool's or miner's message");
    }
    return found;
  }

  Problem problem(String name, String cure, JsonNode found) {
    String text = found.toString();
    String shown = text.length() <= 40 ? text : text.substring(0, 37) + "...";
    return new Problem(prefix + name + ": " + cure + ": " + shown);
  }
}
