package dev.adit.admin.top;

import dev.adit.admin.top.Frame.DoorRow;
import dev.adit.admin.top.Frame.TalkerRow;
import dev.adit.admin.top.Snapshot.Carried;
import dev.adit.admin.top.Snapshot.Judged;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What `adit top --once --json` prints. A rate that is not known is null.
final class FrameJson {
  private FrameJson() {}

  static String text(Frame frame) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("version", frame.now().version());
      json.writeStringProperty("phase", frame.now().phase());
      json.writeNumberProperty("uptime_seconds", frame.now().uptimeSeconds());
      json.writeArrayPropertyStart("listeners");
      frame.doors().forEach(row -> door(row, json));
      json.writeEndArray();
      json.writeArrayPropertyStart("talkers");
      frame.talkers().forEach(row -> talker(row, json));
      json.writeEndArray();
      json.writeArrayPropertyStart("workers");
      frame.now().workers().forEach(worker -> worker(worker, json));
      json.writeEndArray();
      Watch watch = frame.now().watch();
      if (watch != null) {
        json.writeName("forensics");
        json.writeRawValue(watch.json());
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void door(DoorRow row, JsonGenerator json) {
    Snapshot.Door door = row.door();
    json.writeStartObject();
    json.writeStringProperty("name", door.name());
    json.writeStringProperty("mode", door.mode());
    json.writeStringProperty("state", door.state().label());
    json.writeStringProperty("address", door.address());
    Carried carried = door.carried();
    json.writeNumberProperty(carried == null ? "miners" : "flows", door.inside());
    if (carried != null) {
      json.writeNumberProperty("bytes_sent", carried.sent());
      json.writeNumberProperty("bytes_received", carried.received());
      rate("sent_per_second", row.sentPerSecond(), json);
      rate("received_per_second", row.receivedPerSecond(), json);
    }
    Judged judged = door.judged();
    if (judged != null) {
      json.writeNumberProperty("shares", judged.received());
      rate("shares_per_minute", row.sharesPerMinute(), json);
      rate("accept_rate", row.acceptRate(), json);
    }
    json.writeArrayPropertyStart("targets");
    for (Snapshot.Target target : door.targets()) {
      json.writeStartObject();
      json.writeStringProperty("address", target.address());
      json.writeStringProperty("state", target.state());
      json.writeStringProperty("problem", target.problem());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void talker(TalkerRow row, JsonGenerator json) {
    Snapshot.Talker talker = row.talker();
    json.writeStartObject();
    json.writeStringProperty("address", talker.address());
    json.writeStringProperty("listener", talker.door());
    json.writeNumberProperty("flows", talker.flows());
    json.writeNumberProperty("bytes_sent", talker.sent());
    json.writeNumberProperty("bytes_received", talker.received());
    rate("sent_per_second", row.sentPerSecond(), json);
    rate("received_per_second", row.receivedPerSecond(), json);
    json.writeEndObject();
  }

  private static void worker(Snapshot.Worker worker, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("worker", worker.name());
    json.writeNumberProperty("hashes_per_second", worker.hashesPerSecond());
    json.writeNumberProperty("accepted", worker.accepted());
    json.writeNumberProperty("refused", worker.refused());
    json.writeEndObject();
  }

  private static void rate(String name, double value, JsonGenerator json) {
    if (Double.isNaN(value)) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, Math.rint(value * 1000) / 1000);
    }
  }
}
