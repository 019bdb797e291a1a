package dev.adit.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What `/api/v1/addresses` answers, for a person to read.
public final class AddressReport {
  private static final List<String> HEAD =
      List.of(
          "ADDRESS",
          "BANNED",
          "LAPSES IN",
          "CONNECTIONS",
          "SHARES",
          "LOGINS",
          "FAILED LOGINS",
          "FAILED REQUESTS",
          "LAST CONNECTED");

  private AddressReport() {}

  /// A line for each address, below one with the columns' names.
  public static List<String> table(JsonNode addresses) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (JsonNode address : addresses) {
      rows.add(row(address));
    }
    return Columns.aligned(rows);
  }

  private static List<String> row(JsonNode address) {
    boolean banned = address.path("banned").asBoolean(false);
    return List.of(
        address.path("address").asString(""),
        banned ? address.path("reason").asString("") : listed(address),
        banned ? lapse(address.path("lapses_in_seconds")) : "-",
        address.path("connections").asString("0"),
        address.path("ok_shares").asString("0"),
        address.path("ok_logins").asString("0"),
        address.path("failed_logins").asString("0"),
        address.path("failed_requests").asString("0"),
        address.path("last_connect").asString("-"));
  }

  private static String listed(JsonNode address) {
    if (address.path("allowed").asBoolean(false)) {
      return "- (allowed)";
    }
    return address.path("denied").asBoolean(false) ? "- (denied)" : "-";
  }

  private static String lapse(JsonNode seconds) {
    return seconds.isNumber() ? Figures.period(seconds.asLong()) : "never";
  }

  /// The sentence that says it, then what it is made of.
  public static List<String> explanation(JsonNode address) {
    List<String> lines = new ArrayList<>();
    lines.add(address.path("says").asString(""));
    lines.add(points(address));
    lines.add(
        "Connections open: %s, worth %s each."
            .formatted(
                address.path("connections").asString("0"), address.path("value").asString("0")));
    events(address.path("events")).forEach((kind, text) -> lines.add("  " + kind + ": " + text));
    return lines;
  }

  private static String points(JsonNode address) {
    String count =
        "Points: %s bad, %s good"
            .formatted(address.path("bad").asString("0"), address.path("good").asString("0"));
    JsonNode limit = address.path("limit");
    return limit.isNumber()
        ? count + "; banned while bad exceeds good by more than " + limit.asString() + "."
        : count + "; points ban nobody here.";
  }

  private static Map<String, String> events(JsonNode events) {
    Map<String, List<Long>> ages = new LinkedHashMap<>();
    for (JsonNode event : events) {
      ages.computeIfAbsent(event.path("kind").asString(""), _ -> new ArrayList<>())
          .add(event.path("age_seconds").asLong(0));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    ages.forEach((kind, all) -> texts.put(kind, all.size() + ", " + ages(all)));
    return texts;
  }

  private static String ages(List<Long> all) {
    String newest = Figures.period(all.stream().mapToLong(age -> age).min().orElse(0));
    String oldest = Figures.period(all.stream().mapToLong(age -> age).max().orElse(0));
    return newest.equals(oldest) ? newest + " ago" : newest + " to " + oldest + " ago";
  }
}
