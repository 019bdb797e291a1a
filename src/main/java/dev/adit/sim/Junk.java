package dev.adit.sim;

import java.util.List;
import java.util.random.RandomGenerator;

/// Lines that no miner should send.
final class Junk {
  private static final List<String> LINES =
      List.of(
          "GET / HTTP/1.1",
          "{\"id\":\"junk\",\"method\":",
          "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
          "[]",
          "\"mining.subscribe\"",
          "{\"id\":\"junk\",\"method\":\"mining.submit\",\"params\":[]}",
          "{\"id\":\"junk\",\"method\":\"mining.submit\",\"params\":[1,2,3,4,5]}",
          "{\"id\":{\"junk\":[]},\"method\":\"mining.submit\",\"params\":{}}",
          "{\"id\":\"junk\",\"method\":\"mining.authorize\",\"params\":[null]}",
          "{\"id\":\"junk\",\"method\":\"mining.suggest_difficulty\",\"params\":[1e999]}",
          "{\"id\":\"junk\",\"method\":\"mining." + "x".repeat(2000) + "\",\"params\":[]}",
          "{\"id\":\"junk\",\"id\":\"junk\",\"method\":\"mining.ping\"}",
          "[".repeat(2000));

  private Junk() {}

  static String line(RandomGenerator random) {
    return LINES.get(random.nextInt(LINES.size()));
  }
}
