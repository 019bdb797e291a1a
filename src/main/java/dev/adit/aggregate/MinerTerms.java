package dev.adit.aggregate;

import dev.adit.stratum.MinerMessage.Configure;
import dev.adit.stratum.Results;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one miner has said of itself and negotiated, in whichever order.
final class MinerTerms {
  private static final int MOST_EXTENSIONS = 16;
  private static final int MOST_FORMER = 4;

  String userAgent = "";
  boolean followsExtranonce;
  double minimumDifficulty;
  private int versionBitsWanted;
  private int versionMask;

  /// What the pool it works for granted before, newest last.
  private List<Former> former = List.of();

  private record Former(int mask, long lastSequence) {}

  /// The bits this miner may roll: a subset of the pool's at any time.
  int versionMask() {
    return versionMask;
  }

  /// The mask to judge a share by: the one of today, or where only that permits the bits, one that
  /// held when the miner was given the job. A share may be under way while a pool narrows it.
  int versionMaskFor(@Nullable Integer bits, long jobSequence) {
    if (bits == null || permits(versionMask, bits)) {
      return versionMask;
    }
    return former.stream()
        .filter(it -> jobSequence <= it.lastSequence() && permits(it.mask(), bits))
        .findFirst()
        .map(Former::mask)
        .orElse(versionMask);
  }

  static boolean permits(int mask, int bits) {
    return (bits & ~mask) == 0;
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
  ///
  /// @param lastSequence of the last job that it was given for this pool; 0 before the first
  boolean limitVersionMask(int poolMask, long lastSequence) {
    int before = versionMask;
    versionMask = versionBitsWanted & poolMask;
    if (lastSequence == 0) {
      former = List.of();
    } else if (versionMask != before) {
      Stream<Former> all =
          Stream.concat(former.stream(), Stream.of(new Former(before, lastSequence)));
      former = all.skip(Math.max(0, former.size() + 1 - MOST_FORMER)).toList();
    }
    return versionMask != before;
  }

  private void grant(String extension, Configure ask, int poolMask, Map<String, String> results) {
    switch (extension) {
      case Configure.VERSION_ROLLING -> {
        versionBitsWanted = ask.versionMask();
        limitVersionMask(poolMask, 0);
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
