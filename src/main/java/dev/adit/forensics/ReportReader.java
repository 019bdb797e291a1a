package dev.adit.forensics;

import dev.adit.config.PoolStatsConfig.Style;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what pools publish. What it does not know it passes over: pools add to it.
final class ReportReader {
  private static final JsonMapper JSON = new JsonMapper();

  /// Of the year 9999.
  private static final long LAST_SECOND = 253_402_300_799L;

  private ReportReader() {}

  /// @throws IOException with what is wrong with it, for the user
  static PoolReport read(byte[] body, Style style) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JacksonException notJson) {
      throw new IOException("what it answers is no JSON", notJson);
    }
    JsonNode workers = root.path(style == Style.CKPOOL ? "worker" : "workers");
    boolean usual =
        switch (style) {
          case CKPOOL -> root.has("hashrate1hr") || root.has("shares");
          case PUBLIC_POOL -> workers.isArray();
        };
    if (!usual) {
      throw new IOException(
          "what it answers are not the figures of style = \"%s\"".formatted(style));
    }
    return switch (style) {
      case CKPOOL -> ckpool(root, workers);
      case PUBLIC_POOL -> publicPool(root, workers);
    };
  }

  private static PoolReport ckpool(JsonNode user, JsonNode listed) {
    List<PoolReport.Worker> workers = new ArrayList<>();
    for (JsonNode worker : listed) {
      workers.add(
          new PoolReport.Worker(
              worker.path("workername").asString(""),
              rates(worker),
              number(worker.path("shares")),
              number(worker.path("bestshare")),
              seconds(worker.path("lastshare"))));
    }
    return new PoolReport(
        rates(user),
        number(user.path("shares")),
        number(user.path("bestshare")),
        seconds(user.path("lastshare")),
        workers);
  }

  private static PoolReport.Rates rates(JsonNode of) {
    double fiveMinutes = hashrate(of.path("hashrate5m"));
    return new PoolReport.Rates(
        fiveMinutes,
        hashrate(of.path("hashrate1m")),
        fiveMinutes,
        hashrate(of.path("hashrate1hr")));
  }

  private static PoolReport publicPool(JsonNode client, JsonNode sessions) {
    List<PoolReport.Worker> workers = new ArrayList<>();
    double hashrate = 0;
    long lastSeen = 0;
    for (JsonNode session : sessions) {
      double one = hashrate(session.path("hashRate"));
      long seen = instant(session.path("lastSeen").asString(""));
      hashrate += Double.isNaN(one) ? 0 : one;
      lastSeen = Math.max(lastSeen, seen);
      workers.add(
          new PoolReport.Worker(
              session.path("name").asString(""),
              PoolReport.Rates.lately(one),
              Double.NaN,
              number(session.path("bestDifficulty")),
              seen));
    }
    return new PoolReport(
        PoolReport.Rates.lately(hashrate),
        Double.NaN,
        number(client.path("bestDifficulty")),
        lastSeen,
        workers);
  }

  private static double hashrate(JsonNode value) {
    if (value.isNull()) {
      return 0;
    }
    return value.isString() ? HashrateText.parse(value.asString()) : number(value);
  }

  /// Also of numbers that come as text; NaN for what is none, or can't be.
  private static double number(JsonNode value) {
    double number = Double.NaN;
    if (value.isNumber()) {
      number = value.asDouble(Double.NaN);
    } else if (value.isString()) {
      number = HashrateText.parse(value.asString());
    }
    return number >= 0 && number < Double.POSITIVE_INFINITY ? number : Double.NaN;
  }

  private static long seconds(JsonNode value) {
    double seconds = number(value);
    return seconds <= LAST_SECOND ? (long) seconds : 0;
  }

  private static long instant(String text) {
    try {
      long seconds = Instant.parse(text).getEpochSecond();
      return seconds <= LAST_SECOND ? Math.max(0, seconds) : 0;
    } catch (DateTimeException none) {
      return 0;
    }
  }
}
