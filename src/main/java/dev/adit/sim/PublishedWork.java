package dev.adit.sim;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// A user's or worker's figures: averages that decay over windows, and sums.
final class PublishedWork {
  private static final String[] WINDOWS = {"1m", "5m", "1hr", "1d", "7d"};
  private static final double[] SECONDS = {60, 300, 3600, 86_400, 604_800};
  private static final String SUFFIXES = "KMGTPE";

  private final double[] perSecond = new double[SECONDS.length];
  private double shares;
  private double best;
  private long latestMillis;
  private long decayedNanos;

  void add(double credit, double worth, long nowNanos, long nowMillis) {
    decay(nowNanos);
    for (int i = 0; i < SECONDS.length; i++) {
      perSecond[i] += credit / SECONDS[i];
    }
    shares += credit;
    best = Math.max(best, worth);
    latestMillis = nowMillis;
  }

  private void decay(long nowNanos) {
    double seconds = (nowNanos - decayedNanos) / 1e9;
    for (int i = 0; i < SECONDS.length; i++) {
      perSecond[i] *= Math.exp(-seconds / SECONDS[i]);
    }
    decayedNanos = nowNanos;
  }

  /// @param part of the truth
  void write(ObjectNode json, double part, double hashesPerDifficulty, long nowNanos) {
    decay(nowNanos);
    for (int i = 0; i < SECONDS.length; i++) {
      json.put("hashrate" + WINDOWS[i], text(perSecond[i] * hashesPerDifficulty * part));
    }
    json.put("lastshare", latestMillis / 1000);
    json.put("shares", shares * part);
    json.put("bestshare", best);
    json.put("bestever", best);
  }

  /// `3.12T`, as ckpool writes it.
  private static String text(double hashrate) {
    double value = hashrate;
    int thousands = 0;
    while (value >= 1000 && thousands < SUFFIXES.length()) {
      value /= 1000;
      thousands++;
    }
    String suffix = thousands == 0 ? "" : SUFFIXES.substring(thousands - 1, thousands);
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.3g%s", value, suffix);
  }
}
