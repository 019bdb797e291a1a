package dev.adit.stratum;

import java.util.List;

/// Puts the parts that lines are made of into a [LineBuffer]: compact JSON, lower-case hex.
final class LineWriter {
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final LineBuffer out;
  private boolean first = true;

  private LineWriter(LineBuffer out) {
    this.out = out;
  }

  /// Begins a request or notification; its parameters follow, then [#end()].
  static LineWriter request(LineBuffer out, RequestId id, String method) {
    out.ascii("{\"id\":").utf8(id.json()).ascii(",\"method\":");
    out.utf8(JsonEscapes.quote(method)).ascii(",\"params\":[");
    return new LineWriter(out);
  }

  static LineWriter notification(LineBuffer out, String method) {
    return request(out, RequestId.NULL, method);
  }

  /// A whole request or notification with parameters as they were written.
  static void request(LineBuffer out, RequestId id, String method, String rawParams) {
    out.ascii("{\"id\":").utf8(id.json()).ascii(",\"method\":");
    out.utf8(JsonEscapes.quote(method)).ascii(",\"params\":").utf8(rawParams).ascii("}\n");
  }

  /// A whole answer.
  static void answer(LineBuffer out, RequestId id, String rawResult, String rawError) {
    out.ascii("{\"id\":").utf8(id.json()).ascii(",\"result\":").utf8(rawResult);
    out.ascii(",\"error\":").utf8(rawError).ascii("}\n");
  }

  void end() {
    out.ascii("]}\n");
  }

  LineWriter text(String text) {
    next().utf8(JsonEscapes.quote(text));
    return this;
  }

  LineWriter hex(HexBytes bytes) {
    quoted(next(), bytes);
    return this;
  }

  LineWriter hexes(List<HexBytes> list) {
    next().add((byte) '[');
    for (int i = 0; i < list.size(); i++) {
      quoted(i == 0 ? out : out.add((byte) ','), list.get(i));
    }
    out.add((byte) ']');
    return this;
  }

  /// Eight digits.
  LineWriter hex32(int number) {
    next().add((byte) '"');
    for (int shift = 28; shift >= 0; shift -= 4) {
      out.add(DIGITS[number >>> shift & 0xf]);
    }
    out.add((byte) '"');
    return this;
  }

  LineWriter number(double number) {
    next().ascii(JsonNumbers.plain(number));
    return this;
  }

  /// Any other value, as JSON.
  LineWriter json(String json) {
    next().utf8(json);
    return this;
  }

  private LineBuffer next() {
    if (!first) {
      out.add((byte) ',');
    }
    first = false;
    return out;
  }

  private static void quoted(LineBuffer out, HexBytes bytes) {
    out.add((byte) '"');
    for (int i = 0; i < bytes.size(); i++) {
      out.add(DIGITS[bytes.at(i) >>> 4 & 0xf]).add(DIGITS[bytes.at(i) & 0xf]);
    }
    out.add((byte) '"');
  }
}
