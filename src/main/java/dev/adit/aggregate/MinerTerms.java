package dev.adit.aggregate;

import dev.adit.stratum.MinerMessage.Configure;
import dev.adit.stratum.Results;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one miner has said of itself and negotiated, in whichever order.
final class MinerTerms {
  private static final int MOST_EXTENSIONS = 16;

  String userAgent = "";
  boolean followsExtranonce;
  double minimumDifficulty;
  private int versionBitsWanted;
  private int versionMask;

  /// The bits this miner may roll: a subset of the pool's at any time.
  int versionMask() {
    return versionMask;
  }

  /// The result of `mining.configure`: one entry for each extension asked, never an error (BIP310).
  String configure(Configure ask, int poolMask) {
    Map<String, String> results = new LinkedHashMap<>();
    for (String extension : ask.extensions()) {
      if (results.size() < MOST_EXTENSIONS) {
        grant(extension, ask, poolMask, results);
      }
    }
    return Results.configured(results);
  }

  /// The pool grants other bits now. True where that changes what this miner may roll.
  boolean limitVersionMask(int poolMask) {
    int before = versionMask;
    versionMask = versionBitsWanted & poolMask;
    return versionMask != before;
  }

  private void grant(String extension, Configure ask, int poolMask, Map<String, String> results) {
    switch (extension) {
      case Configure.VERSION_ROLLING -> {
        versionBitsWanted = ask.versionMask();
        limitVersionMask(poolMask);
        results.put(extension, versionMask == 0 ? "false" : "true");
        if (versionMask != 0) {
          results.put(
              Configure.VERSION_ROLLING + ".mask", '"' + String.format("%08x", versionMask) + '"');
        }
      }
      case Configure.MINIMUM_DIFFICULTY -> {
        Double asked = ask.minimumDifficulty();
        if (asked != null) {
          minimumDifficulty = asked;
        }
        results.put(extension, asked == null ? "false" : "true");
      }
      case Configure.SUBSCRIBE_EXTRANONCE -> {
        followsExtranonce = true;
        results.put(extension, "true");
      }
      case Configure.INFO -> results.put(extension, "true");
      default -> results.put(extension, "false");
    }
  }
}
