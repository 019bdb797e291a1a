package dev.adit.stratum;

import java.util.List;

/// Puts the parts that lines are made of into a [LineBuffer]: compact JSON, lower-case hex.
final class LineWriter {
  private final LineBuffer out;
  private boolean first = true;

  private LineWriter(LineBuffer out) {
    this.out = out;
  }

  /// Begins a request or notification; its parameters follow, then [#end()].
  static LineWriter request(LineBuffer out, RequestId id, String method) {
    begin(out, id, method).add((byte) '[');
    return new LineWriter(out);
  }

  static LineWriter notification(LineBuffer out, String method) {
    return request(out, RequestId.NULL, method);
  }

  /// A whole request or notification with parameters as they were written.
  static void request(LineBuffer out, RequestId id, String method, String rawParams) {
    begin(out, id, method).utf8(rawParams).ascii("}\n");
  }

  private static LineBuffer begin(LineBuffer out, RequestId id, String method) {
    out.ascii("{\"id\":").utf8(id.json()).ascii(",\"method\":");
    return quoted(out, method).ascii(",\"params\":");
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
    quoted(next(), text);
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
    next().add((byte) '"').hex32(number).add((byte) '"');
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

  private static LineBuffer quoted(LineBuffer out, HexBytes bytes) {
    return out.add((byte) '"').hex(bytes).add((byte) '"');
  }

  private static LineBuffer quoted(LineBuffer out, String text) {
    return PlainText.is(text)
        ? out.add((byte) '"').ascii(text).add((byte) '"')
        : out.utf8(JsonEscapes.quote(text));
  }
}
