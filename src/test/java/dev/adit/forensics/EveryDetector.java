package dev.adit.forensics;

import dev.adit.config.ConfigLoader;
import dev.adit.config.ForensicsConfig;
import dev.adit.config.PoolStatsConfig;
import dev.adit.config.PoolStatsConfig.Style;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// All detectors with the thresholds that hold by default, a payout to be expected, and the
/// statistics of the pool "main".
final class EveryDetector {
  static final String ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";

  private EveryDetector() {}

  static Witness.Source[] into(AlertBook book) {
    ForensicsConfig is = ConfigLoader.forensicsByDefault();
    PoolStatsConfig stats =
        new PoolStatsConfig(
            URI.create("https://main.example.com"), Style.CKPOOL, ADDRESS, Duration.ofMinutes(1));
    ForensicsConfig all =
        new ForensicsConfig(
            is.directory(),
            is.ntpServers(),
            is.ntpInterval(),
            is.maxNtimeDrift(),
            is.staleJob(),
            is.rapidShare(),
            is.minExtranonce2Size(),
            false,
            false,
            false,
            false,
            is.nearMiss(),
            ADDRESS,
            List.of(),
            stats,
            is.maxFileSizeBytes(),
            is.maxFiles());
    return new Detectors(all, book).all().toArray(Witness.Source[]::new);
  }
}
