package dev.adit.admin;

import dev.adit.admin.JsonRpc.Argument;
import dev.adit.admin.JsonRpc.Call;
import dev.adit.admin.JsonRpc.Reply;
import dev.adit.admin.JsonRpc.Request;
import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import dev.adit.guard.AddressView;
import dev.adit.guard.Guard;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/// What an MWC node's stratum server tells of its addresses, and lets be changed, by JSON-RPC
/// (`mwc-stratum` §7). Where the node's documentation and its newest code differ, the documentation
/// is followed: times are of the calendar, and an address is cleaned while it has workers.
final class MwcInterface {
  private final Guard guard;

  MwcInterface(Guard guard) {
    this.guard = guard;
  }

  /// The calls of a batch are carried out one after another, each as its answer is written.
  void answer(JsonNode body, Moment now, JsonGenerator json) {
    switch (JsonRpc.read(body)) {
      case Request.Unreadable() -> write(Reply.Refusal.UNREADABLE, NullNode.getInstance(), json);
      case Request.Single(Call.Method call) when call.id() == null ->
          answer(List.of(call), now, json);
      case Request.Single(Call call) -> answer(call, now, json);
      case Request.Batch(List<Call> calls) -> answer(calls, now, json);
    }
  }

  private void answer(List<Call> calls, Moment now, JsonGenerator json) {
    json.writeStartArray();
    calls.forEach(call -> answer(call, now, json));
    json.writeEndArray();
  }

  private void answer(Call call, Moment now, JsonGenerator json) {
    switch (call) {
      case Call.Invalid(JsonNode id) -> write(Reply.Refusal.INVALID, id, json);
      case Call.Method(String method, JsonNode params, @Nullable JsonNode id) -> {
        Reply reply = perform(method, params, now);
        if (id != null) {
          write(reply, id, json);
        }
      }
    }
  }

  private Reply perform(String method, JsonNode params, Moment now) {
    return switch (method) {
      case "get_ip_list" ->
          switch (JsonRpc.argument(params, "banned")) {
            case Argument.Given(JsonNode banned) -> list(banned, now);
            case Argument.Wrong(Reply.Refusal refusal) -> refusal;
          };
      case "get_ip_info", "clean_ip" ->
          switch (JsonRpc.argument(params, "ip")) {
            case Argument.Given(JsonNode ip) when !ip.isString() -> JsonRpc.wrongType("ip");
            case Argument.Given(JsonNode ip) when method.equals("clean_ip") ->
                clean(ip.stringValue(), now);
            case Argument.Given(JsonNode ip) -> info(ip.stringValue(), now);
            case Argument.Wrong(Reply.Refusal refusal) -> refusal;
          };
      default -> Reply.Refusal.UNKNOWN_METHOD;
    };
  }

  private Reply list(JsonNode banned, Moment now) {
    if (!banned.isNull() && !banned.isBoolean()) {
      return JsonRpc.wrongType("banned");
    }
    return ok(
        json -> {
          json.writeStartArray();
          for (AddressView view : guard.addresses(now.nanos())) {
            if (banned.isNull() || banned.booleanValue() == view.banned()) {
              entry(view.key().toString(), view, now, json);
            }
          }
          json.writeEndArray();
        });
  }

  /// Of an address that nothing is known of, and of what is none, everything is zero.
  private Reply info(String ip, Moment now) {
    AddressView view =
        AskedAddress.read(ip, guard, now.nanos()) instanceof Good<InetAddress>(InetAddress address)
            ? guard.address(address, now.nanos()).orElse(null)
            : null;
    return ok(json -> entry(ip, view, now, json));
  }

  private Reply clean(String ip, Moment now) {
    return switch (AskedAddress.read(ip, guard, now.nanos())) {
      case Bad<InetAddress> _ ->
          err("Argument", "invalid IP address " + ip + ": invalid IP address syntax");
      case Good<InetAddress>(InetAddress address) when guard.unban(address, now.nanos()) ->
          ok(JsonGenerator::writeNull);
      case Good<InetAddress> _ -> err("NotFound", "IP " + ip + " not found");
    };
  }

  private static void entry(String ip, @Nullable AddressView view, Moment now, JsonGenerator json) {
    OptionalLong sinceConnect = view == null ? OptionalLong.empty() : view.sinceLastConnectNanos();
    json.writeStartObject();
    json.writeBooleanProperty("ban", view != null && view.banned());
    json.writeNumberProperty("failed_login", view == null ? 0 : view.failedLogin());
    json.writeNumberProperty("failed_requests", view == null ? 0 : view.failedRequests());
    json.writeStringProperty("ip", ip);
    if (sinceConnect.isPresent()) {
      json.writeNumberProperty(
          "last_connect_time_ms", now.before(sinceConnect.getAsLong()).toEpochMilli());
    } else {
      json.writeNullProperty("last_connect_time_ms");
    }
    json.writeNumberProperty("ok_logins", view == null ? 0 : view.okLogins());
    json.writeNumberProperty("ok_shares", view == null ? 0 : view.okShares());
    json.writeNumberProperty("workers", view == null ? 0 : view.workers());
    json.writeEndObject();
  }

  private static Reply ok(JsonValue value) {
    return wrapped("Ok", value);
  }

  private static Reply err(String kind, String message) {
    return wrapped(
        "Err",
        json -> {
          json.writeStartObject();
          json.writeStringProperty(kind, message);
          json.writeEndObject();
        });
  }

  private static Reply wrapped(String name, JsonValue value) {
    return new Reply.Result(
        json -> {
          json.writeStartObject();
          json.writeName(name);
          value.write(json);
          json.writeEndObject();
        });
  }

  /// Names in the order of the alphabet, as the node has them.
  private static void write(Reply reply, JsonNode id, JsonGenerator json) {
    json.writeStartObject();
    if (reply instanceof Reply.Refusal(int code, String message)) {
      json.writeName("error");
      json.writeStartObject();
      json.writeNumberProperty("code", code);
      json.writeStringProperty("message", message);
      json.writeEndObject();
    }
    json.writeName("id");
    json.writeTree(id);
    json.writeStringProperty("jsonrpc", "2.0");
    if (reply instanceof Reply.Result(JsonValue value)) {
      json.writeName("result");
      value.write(json);
    }
    json.writeEndObject();
  }
}
