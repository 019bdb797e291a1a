package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;
import dev.adit.work.Algorithm;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A journal's lines as JSON objects, both ways.
final class JournalJson {
  private static final JsonMapper JSON = new JsonMapper();

  private JournalJson() {}

  // Writing

  /// @param previous the last hash before it
  static byte[] header(JournalEntry.Header header, String previous) {
    ObjectNode json = JSON.createObjectNode();
    json.put("journal", "adit-forensics").put("version", 1);
    time(json, header.at()).put("run", header.run()).put("lost", header.lost());
    return bytes(json.put("previous", previous));
  }

  /// @param masked whether a secret was taken out of a line
  static byte[] of(JournalEntry entry, boolean masked) {
    ObjectNode json = time(JSON.createObjectNode(), entry.at());
    switch (entry) {
      case JournalEntry.Header _ -> throw new IllegalArgumentException("has a method of its own");
      case JournalEntry.Clock(_, ClockReading it) ->
          json.putObject("clock")
              .put("offset_ms", it.offsetMillis())
              .put("servers", it.servers())
              .put("asked", it.asked())
              .put("at_ms", it.epochMillis());
      case JournalEntry.Began began -> began(json.put("call", began.call()), began);
      case JournalEntry.Line said -> {
        json.put("call", said.call).put("from", name(said.who));
        text(json, said.bytes);
        if (masked) {
          json.put("masked", true);
        }
      }
      case JournalEntry.Missed(_, long call, Party who) ->
          json.put("call", call).put("missed", name(who));
      case JournalEntry.LeftOut(_, long call, Party who) ->
          json.put("call", call).put("left_out", name(who));
      case JournalEntry.Ended(_, long call) -> json.put("call", call).put("end", true);
      case JournalEntry.Silent _ -> json.put("silent", true);
      case JournalEntry.Stopped _ -> json.put("stop", true);
    }
    return bytes(json);
  }

  private static void began(ObjectNode json, JournalEntry.Began began) {
    Call call = began.facts();
    json.putObject("begin")
        .put("kind", name(call.kind()))
        .put("listener", call.listener())
        .put("miner", call.miner())
        .put("pool", call.pool())
        .put("host", call.host())
        .put("port", call.port())
        .put("algorithm", name(call.algorithm()))
        .put("certificate_sha256", call.certificateSha256());
    JournalEntry.Carried carried = began.carried();
    if (carried != null) {
      json.putObject("carried")
          .put("extranonce1", carried.extranonce1())
          .put("extranonce2_size", carried.extranonce2Size())
          .put("difficulty", carried.difficulty())
          .put("version_mask", carried.versionMask());
    }
  }

  private static ObjectNode time(ObjectNode json, Moment at) {
    return json.put("time", at.local().toString()).put("nanos", at.nanos());
  }

  private static void text(ObjectNode json, byte[] line) {
    try {
      json.put(
          "text", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString());
    } catch (CharacterCodingException notText) {
      json.put("base64", Base64.getEncoder().encodeToString(line));
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static byte[] bytes(ObjectNode json) {
    return JSON.writeValueAsBytes(json);
  }

  // Reading

  /// The hash that a header says went before; null where it is no header.
  static byte @Nullable [] previousIn(byte[] object) {
    try {
      JsonNode json = JSON.readTree(object);
      return json.path("journal").asString("").equals("adit-forensics")
              && json.path("version").asInt(0) == 1
          ? Chain.hash(json.path("previous").asString(""))
          : null;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  /// Null where it is nothing that Adit writes.
  static @Nullable JournalEntry read(byte[] object) {
    try {
      JsonNode json = JSON.readTree(object);
      Instant time = Instant.parse(json.path("time").asString(""));
      return read(json, new Moment(json.path("nanos").asLong(0), time.toEpochMilli(), 0));
    } catch (JacksonException
        | DateTimeException
        | IllegalArgumentException
        | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable JournalEntry read(JsonNode json, Moment at) {
    long call = json.path("call").asLong(0);
    if (json.has("journal")) {
      return new JournalEntry.Header(
          at, json.path("run").asString(""), json.path("lost").asLong(0));
    } else if (json.has("from")) {
      return new JournalEntry.Line(at, call, party(json.path("from")), line(json));
    } else if (json.has("begin")) {
      return new JournalEntry.Began(at, call, call(json.path("begin")), carried(json));
    } else if (json.has("clock")) {
      return new JournalEntry.Clock(at, reading(json.path("clock")));
    } else if (json.has("missed")) {
      return new JournalEntry.Missed(at, call, party(json.path("missed")));
    } else if (json.has("left_out")) {
      return new JournalEntry.LeftOut(at, call, party(json.path("left_out")));
    } else if (json.has("end")) {
      return new JournalEntry.Ended(at, call);
    } else if (json.has("silent")) {
      return new JournalEntry.Silent(at);
    }
    return json.has("stop") ? new JournalEntry.Stopped(at) : null;
  }

  private static byte[] line(JsonNode json) {
    return json.has("base64")
        ? Base64.getDecoder().decode(json.path("base64").asString(""))
        : json.path("text").asString("").getBytes(StandardCharsets.UTF_8);
  }

  private static Party party(JsonNode json) {
    return Party.valueOf(json.asString("").toUpperCase(Locale.ROOT));
  }

  private static ClockReading reading(JsonNode json) {
    return new ClockReading(
        json.path("offset_ms").asLong(0),
        json.path("servers").asInt(0),
        json.path("asked").asInt(0),
        json.path("at_ms").asLong(0));
  }

  private static Call call(JsonNode json) {
    return new Call(
        Call.Kind.valueOf(json.path("kind").asString("").toUpperCase(Locale.ROOT)),
        json.path("listener").asString(""),
        json.path("miner").asString(""),
        json.path("pool").asString(""),
        json.path("host").asString(""),
        json.path("port").asInt(0),
        Algorithm.valueOf(json.path("algorithm").asString("").toUpperCase(Locale.ROOT)),
        json.path("certificate_sha256").asString(""));
  }

  private static JournalEntry.@Nullable Carried carried(JsonNode json) {
    JsonNode it = json.path("carried");
    return it.isObject()
        ? new JournalEntry.Carried(
            it.path("extranonce1").asString(""),
            it.path("extranonce2_size").asInt(0),
            it.path("difficulty").asDouble(1),
            it.path("version_mask").asInt(0))
        : null;
  }
}
