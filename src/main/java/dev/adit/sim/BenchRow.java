package dev.adit.sim;

import java.util.LinkedHashMap;
import java.util.Map;

/// One line of a measurement's table: where the miners were connected, and the figures by name,
/// each name ending in its unit.
public record BenchRow(String path, Map<String, Number> figures) {

  static BenchRow of(String path) {
    return new BenchRow(path, new LinkedHashMap<>());
  }

  BenchRow with(String name, Number figure) {
    figures.put(name, figure);
    return this;
  }
}
