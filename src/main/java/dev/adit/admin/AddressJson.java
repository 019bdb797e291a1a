package dev.adit.admin;

import dev.adit.guard.AddressKey;
import dev.adit.guard.AddressView;
import dev.adit.guard.Ban;
import dev.adit.guard.Explanation;
import dev.adit.guard.GuardSettings;
import java.net.InetAddress;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// An address as JSON.
final class AddressJson {
  private AddressJson() {}

  /// One that nothing is known of.
  static AddressView unknown(InetAddress address, GuardSettings settings) {
    return new AddressView(
        AddressKey.of(address, settings.ipv6Prefix()),
        null,
        OptionalLong.empty(),
        0,
        0,
        0,
        0,
        0,
        settings.allow().contains(address),
        settings.deny().contains(address),
        0);
  }

  static void write(AddressView view, Moment now, JsonGenerator json) {
    json.writeStartObject();
    fields(view, now, json);
    json.writeEndObject();
  }

  static void write(AddressView view, Explanation why, Moment now, JsonGenerator json) {
    json.writeStartObject();
    fields(view, now, json);
    json.writeNumberProperty("bad", why.bad());
    json.writeNumberProperty("good", why.good());
    if (why.limit() < 0) {
      json.writeNullProperty("limit");
    } else {
      json.writeNumberProperty("limit", why.limit());
    }
    json.writeStringProperty("next_connection", why.outlook().label());
    json.writeStringProperty("says", InWords.of(view, why));
    json.writeArrayPropertyStart("events");
    for (Explanation.Event event : why.events()) {
      json.writeStartObject();
      json.writeStringProperty("kind", event.kind().label());
      json.writeNumberProperty("age_seconds", event.ageNanos() / 1_000_000_000);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void fields(AddressView view, Moment now, JsonGenerator json) {
    json.writeStringProperty("address", view.key().toString());
    ban(view.ban(), json);
    json.writeNumberProperty("connections", view.workers());
    json.writeNumberProperty("ok_shares", view.okShares());
    json.writeNumberProperty("ok_logins", view.okLogins());
    json.writeNumberProperty("failed_logins", view.failedLogin());
    json.writeNumberProperty("failed_requests", view.failedRequests());
    OptionalLong sinceConnect = view.sinceLastConnectNanos();
    if (sinceConnect.isPresent()) {
      json.writeStringProperty(
          "last_connect",
          now.before(sinceConnect.getAsLong()).truncatedTo(ChronoUnit.SECONDS).toString());
    } else {
      json.writeNullProperty("last_connect");
    }
    json.writeBooleanProperty("allowed", view.allowed());
    json.writeBooleanProperty("denied", view.denied());
    JsonNumber.write(json, "value", view.value());
  }

  private static void ban(@Nullable Ban ban, JsonGenerator json) {
    json.writeBooleanProperty("banned", ban != null);
    if (ban == null) {
      json.writeNullProperty("reason");
    } else {
      json.writeStringProperty("reason", ban.reason().label());
    }
    if (ban == null || ban.remainingNanos() == Ban.FOREVER) {
      json.writeNullProperty("lapses_in_seconds");
    } else {
      json.writeNumberProperty(
          "lapses_in_seconds", Math.ceilDiv(ban.remainingNanos(), 1_000_000_000L));
    }
  }
}
