package dev.adit.admin;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// Relays as `/status` and `/api/v1/relays` show them.
final class RelayJson {
  private RelayJson() {}

  /// Into the object that `json` has open.
  static void brief(RelayState relay, JsonGenerator json) {
    json.writeStringProperty("name", relay.name());
    json.writeStringProperty("mode", relay.mode());
    json.writeStringProperty("address", relay.address());
    json.writeNumberProperty("open", relay.open());
    json.writeNumberProperty("begun", relay.begun());
    json.writeNumberProperty("bytes_sent", relay.sent());
    json.writeNumberProperty("bytes_received", relay.received());
    json.writeArrayPropertyStart("targets");
    for (RelayState.Target target : relay.targets()) {
      json.writeStartObject();
      json.writeStringProperty("address", target.address());
      json.writeStringProperty("state", target.state());
      json.writeStringProperty("problem", target.problem());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// The same, and who its clients are.
  static void whole(RelayState relay, JsonGenerator json) {
    brief(relay, json);
    json.writeName("ended");
    counts(relay.ended(), json);
    json.writeNumberProperty("turned_away", relay.turnedAway());
    json.writeNumberProperty("dropped", relay.dropped());
    json.writeArrayPropertyStart("talkers");
    for (RelayState.Talker talker : relay.talkers()) {
      json.writeStartObject();
      json.writeStringProperty("address", talker.address());
      json.writeNumberProperty("flows", talker.flows());
      json.writeNumberProperty("bytes_sent", talker.sent());
      json.writeNumberProperty("bytes_received", talker.received());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void counts(Map<String, Long> counts, JsonGenerator json) {
    json.writeStartObject();
    new TreeMap<>(counts).forEach(json::writeNumberProperty);
    json.writeEndObject();
  }
}
