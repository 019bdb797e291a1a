package dev.adit.config;

/// Writes `[forensics]`.
final class ForensicsToml {
  private ForensicsToml() {}

  static void write(TomlLines toml, ForensicsConfig forensics) {
    toml.table("[forensics]");
    toml.text("directory", forensics.directory().toString());
    toml.list("ntp_servers", forensics.ntpServers());
    toml.text("ntp_interval", DurationText.format(forensics.ntpInterval()));
    toml.text("max_ntime_drift", DurationText.format(forensics.maxNtimeDrift()));
    toml.text("stale_job", DurationText.format(forensics.staleJob()));
    toml.text("rapid_share", DurationText.format(forensics.rapidShare()));
    toml.plain("min_extranonce2_size", forensics.minExtranonce2Size());
    toml.plain("geek_mode", forensics.geekMode());
    toml.plain("share_log", forensics.shareLog());
    toml.plain("timing_log", forensics.timingLog());
    toml.plain("journal", forensics.journal());
    toml.plain("near_miss", Node.plain(forensics.nearMiss()));
    toml.text("expect_address", forensics.expectAddress());
    toml.list("reference_pools", forensics.referencePools());
    PoolStatsConfig stats = forensics.poolStats();
    if (stats != null) {
      toml.text("pool_stats.url", stats.url().toString());
      toml.text("pool_stats.style", stats.style().toString());
      toml.text("pool_stats.address", stats.address());
      toml.text("pool_stats.interval", DurationText.format(stats.interval()));
    }
    toml.text("max_file_size", SizeText.format(forensics.maxFileSizeBytes()));
    toml.plain("max_files", forensics.maxFiles());
  }
}
