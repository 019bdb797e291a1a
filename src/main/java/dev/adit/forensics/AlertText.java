package dev.adit.forensics;

import java.util.LinkedHashMap;
import java.util.Map;

/// An alert for people, in the original's form, and for programs.
public final class AlertText {
  private static final String RULE = "-".repeat(80) + "\n";

  private AlertText() {}

  /// As in `suspicious_activity.txt`.
  public static String of(Alert alert) {
    return "[%s] %s: %s\nDescription: %s\nData: %s\n%s"
        .formatted(
            Times.iso(alert.last().time()),
            alert.what().severity(),
            alert.what().kind().text(),
            DataText.cut(alert.description()),
            DataText.indented(data(alert)),
            RULE);
  }

  /// In a line of JSON, with the members that `GET /api/v1/alerts` gives it.
  public static String json(Alert alert) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", alert.number());
    all.put("severity", alert.what().severity().name());
    all.put("kind", alert.what().kind().text());
    all.put("code", alert.what().code());
    all.put("description", alert.description());
    all.put("listener", alert.listener());
    all.put("miner", alert.miner());
    all.put("pool", alert.pool());
    all.put("count", alert.count());
    all.put("first", alert.first().time().toString());
    all.put("last", alert.last().time().toString());
    all.put("last_local", alert.last().local().toString());
    all.put("data", alert.data());
    return DataText.plain(all);
  }

  /// What it rests on, and what it is about.
  static Map<String, Object> data(Alert alert) {
    Map<String, Object> facts = facts(alert);
    Map<String, Object> all = new LinkedHashMap<>();
    alert.data().forEach((key, it) -> all.put(facts.containsKey(key) ? "data_" + key : key, it));
    all.putAll(facts);
    return all;
  }

  private static Map<String, Object> facts(Alert alert) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("code", alert.what().code());
    facts.put("count", alert.count());
    facts.put("miner", alert.miner());
    facts.put("pool", alert.pool());
    facts.put("listener", alert.listener());
    facts.put("local_time", Times.iso(alert.last().local()));
    return facts;
  }
}
