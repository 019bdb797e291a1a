package dev.adit.aggregate;

import dev.adit.stratum.HexBytes;
import dev.adit.work.ExtranonceSlots;
import dev.adit.work.ExtranonceSplit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The slots of every extranonce that a lane's pools gave lately. A pool may give the same one
/// again, to the next connection or to a second one beside it: then the same slots are taken, and
/// those that rest go on resting.
final class SlotShelf {
  /// More than the lines of a lane and the extranonces that they had within a slot's rest.
  private static final int MOST = 16;

  private record Key(HexBytes extranonce1, int extranonce2Size) {}

  private final RandomGenerator random;
  private final Map<Key, ExtranonceSlots> shelf =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ExtranonceSlots> eldest) {
          return size() > MOST;
        }
      };

  /// @param random must not be guessable where strangers connect
  SlotShelf(RandomGenerator random) {
    this.random = random;
  }

  ExtranonceSlots of(HexBytes extranonce1, int extranonce2Size, ExtranonceSplit split) {
    return shelf.computeIfAbsent(
        new Key(extranonce1, extranonce2Size),
        _ -> new ExtranonceSlots(split, LaneSlots.QUARANTINE_NANOS, random));
  }
}
