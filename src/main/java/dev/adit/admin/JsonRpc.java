package dev.adit.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/// JSON-RPC 2.0 as an MWC node's library reads and refuses it (`mwc-stratum` §7).
final class JsonRpc {
  private static final Set<String> CALL_FIELDS = Set.of("jsonrpc", "method", "params", "id");
  private static final int INVALID_PARAMS = -32602;

  private JsonRpc() {}

  /// What a body asks for.
  sealed interface Request {
    record Single(Call call) implements Request {}

    record Batch(List<Call> calls) implements Request {}

    /// JSON, but nothing that could be a call.
    record Unreadable() implements Request {}
  }

  sealed interface Call {
    /// A call of a method that there may be.
    ///
    /// @param id null where nobody waits for an answer
    record Method(String name, JsonNode params, @Nullable JsonNode id) implements Call {}

    record Invalid(JsonNode id) implements Call {}
  }

  /// What a call is answered.
  sealed interface Reply {
    record Refusal(int code, String message) implements Reply {
      static final Refusal UNREADABLE = new Refusal(-32700, "Parse error");
      static final Refusal INVALID = new Refusal(-32600, "Invalid request");
      static final Refusal UNKNOWN_METHOD = new Refusal(-32601, "Method not found");
    }

    record Result(JsonValue value) implements Reply {}
  }

  static Request read(JsonNode body) {
    if (!body.isArray()) {
      Call call = call(body);
      return call == null ? new Request.Unreadable() : new Request.Single(call);
    }
    List<Call> calls = new ArrayList<>();
    for (JsonNode node : body) {
      Call call = call(node);
      if (call == null) {
        return new Request.Unreadable();
      }
      calls.add(call);
    }
    return new Request.Batch(calls);
  }

  /// Null for what is no object, or has an id that can't be repeated.
  private static @Nullable Call call(JsonNode node) {
    JsonNode id = node.get("id");
    if (!node.isObject() || (id != null && !isId(id))) {
      return null;
    }
    JsonNode version = node.get("jsonrpc");
    JsonNode method = node.get("method");
    JsonNode params = node.get("params") == null ? NullNode.getInstance() : node.get("params");
    boolean sound =
        (version == null || version.isNull() || isText(version, "2.0"))
            && method != null
            && method.isString()
            && (params.isNull() || params.isContainer())
            && CALL_FIELDS.containsAll(node.propertyNames());
    return sound
        ? new Call.Method(method.stringValue(), params, id)
        : new Call.Invalid(id == null ? NullNode.getInstance() : id);
  }

  private static boolean isText(JsonNode node, String text) {
    return node.isString() && node.stringValue().equals(text);
  }

  /// Text, null, or a whole number of 64 bits.
  private static boolean isId(JsonNode id) {
    return id.isString()
        || id.isNull()
        || (id.isIntegralNumber()
            && id.bigIntegerValue().signum() >= 0
            && id.bigIntegerValue().bitLength() <= Long.SIZE);
  }

  /// The argument of a method that takes one.
  sealed interface Argument {
    record Given(JsonNode value) implements Argument {}

    record Wrong(Reply.Refusal refusal) implements Argument {}
  }

  static Argument argument(JsonNode params, String name) {
    if (params.isObject()) {
      return named(params, name);
    }
    return params.size() == 1
        ? new Argument.Given(params.get(0))
        : wrong("WrongNumberOfArgs. Expected 1. Actual " + params.size());
  }

  private static Argument named(JsonNode params, String name) {
    JsonNode value = params.get(name);
    if (value == null) {
      return wrong("MissingNamedParameter " + name);
    }
    TreeSet<String> others = new TreeSet<>(params.propertyNames());
    others.remove(name);
    return others.isEmpty()
        ? new Argument.Given(value)
        : wrong("ExtraNamedParameter " + others.first());
  }

  /// The argument is of another type.
  static Reply.Refusal wrongType(String name) {
    return new Reply.Refusal(INVALID_PARAMS, "InvalidArgStructure " + name + " at position 0.");
  }

  private static Argument wrong(String message) {
    return new Argument.Wrong(new Reply.Refusal(INVALID_PARAMS, message));
  }
}
