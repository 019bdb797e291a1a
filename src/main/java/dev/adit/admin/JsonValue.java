package dev.adit.admin;

import tools.jackson.core.JsonGenerator;

/// Something that can be written where JSON has a value.
interface JsonValue {
  void write(JsonGenerator json);
}
