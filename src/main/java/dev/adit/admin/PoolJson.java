package dev.adit.admin;

import dev.adit.forensics.ExtranonceView;
import dev.adit.forensics.Percentiles;
import dev.adit.forensics.PoolView;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What was measured of a pool; null is what is not known yet.
final class PoolJson {
  private PoolJson() {}

  static void write(PoolView pool, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("name", pool.name());
    percentiles("answer_ms", pool.answers(), json);
    percentiles("job_gap_ms", pool.jobGaps(), json);
    number("new_block_behind_ms", pool.behindMillis(), json);
    number("empty_jobs_ms", pool.emptyMillis(), json);
    json.writeName("extranonce");
    ExtranonceView given = pool.extranonces();
    if (given == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      json.writeNumberProperty("extranonce1_bytes", given.extranonce1Bytes());
      json.writeNumberProperty("extranonce2_bytes", given.extranonce2Bytes());
      json.writeStringProperty("quality", given.quality());
      json.writeNumberProperty("sessions", given.sessions());
      json.writeNumberProperty("unguessable_bits", given.unguessableBits());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void percentiles(String name, @Nullable Percentiles of, JsonGenerator json) {
    json.writeName(name);
    if (of == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberProperty("count", of.count());
    json.writeNumberProperty("p50", of.p50Millis());
    json.writeNumberProperty("p90", of.p90Millis());
    json.writeNumberProperty("p99", of.p99Millis());
    json.writeNumberProperty("max", of.maxMillis());
    json.writeEndObject();
  }

  private static void number(String name, @Nullable Long value, JsonGenerator json) {
    json.writeName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value);
    }
  }
}
