package dev.adit.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is written down of what was said, and what of it counts as suspicious. Of every duration
/// but the intervals zero means: never.
///
/// @param directory where its files go
/// @param ntpServers asked for the time, in order; none: the clock of this machine is believed
/// @param ntpInterval between two looks at the clock
/// @param maxNtimeDrift how far a job's time may be off
/// @param staleJob the age at which a job is stale
/// @param rapidShare shares of one miner closer together are suspicious
/// @param minExtranonce2Size fewer bytes are suspicious; 0: any number will do
/// @param geekMode whether a detailed analysis is written
/// @param shareLog whether every share is written
/// @param timingLog whether every delay is written
/// @param journal whether every line is written, so that it can be analysed again
/// @param nearMiss the part of the network's difficulty from which a share is worth a note; 0: none
///   is
/// @param expectAddress what a coinbase must pay; "": anything will do
/// @param referencePools names of pools whose jobs are held against those that are watched
/// @param poolStats null: no pool is asked
/// @param maxFileSizeBytes a file that grows beyond is set aside and begun anew
/// @param maxFiles files set aside that are kept
public record ForensicsConfig(
    Path directory,
    List<HostPort> ntpServers,
    Duration ntpInterval,
    Duration maxNtimeDrift,
    Duration staleJob,
    Duration rapidShare,
    int minExtranonce2Size,
    boolean geekMode,
    boolean shareLog,
    boolean timingLog,
    boolean journal,
    double nearMiss,
    String expectAddress,
    List<String> referencePools,
    @Nullable PoolStatsConfig poolStats,
    long maxFileSizeBytes,
    int maxFiles) {
  private static final long SMALLEST = 1 << 10;
  private static final int MOST_FILES = 1000;

  public ForensicsConfig {
    ntpServers = List.copyOf(ntpServers);
    referencePools = List.copyOf(referencePools);
  }

  /// Every problem, each as "key: value, what is wrong: cure".
  List<String> problems(String path) {
    List<String> problems = new ArrayList<>();
    if (ntpInterval.isZero()) {
      problems.add(
          path + ".ntp_interval: \"0s\" never rests: write \"1h\", or ntp_servers = [] for none");
    }
    if (nearMiss < 0 || nearMiss > 1) {
      problems.add(
          "%s.near_miss: %s is no part of the network's difficulty: write one from 0 to 1"
              .formatted(path, Node.plain(nearMiss)));
    }
    if (!expectAddress.isEmpty() && !AddressShape.isAddress(expectAddress)) {
      problems.add(
          "%s.expect_address: %s %s"
              .formatted(path, Node.quoted(expectAddress), AddressShape.NO_ADDRESS));
    }
    if (referencePools.stream().distinct().count() < referencePools.size()) {
      problems.add(
          "%s.reference_pools: %s names a pool twice: name each once"
              .formatted(path, Node.quoted(referencePools)));
    }
    if (poolStats != null) {
      problems.addAll(poolStats.problems(path + ".pool_stats"));
    }
    checkFiles(path, problems);
    return problems;
  }

  private void checkFiles(String path, List<String> problems) {
    if (maxFileSizeBytes < SMALLEST) {
      problems.add(
          "%s.max_file_size: \"%s\" is full at once: write \"%s\" or more"
              .formatted(path, SizeText.format(maxFileSizeBytes), SizeText.format(SMALLEST)));
    }
    if (maxFiles < 1 || maxFiles > MOST_FILES) {
      problems.add(
          "%s.max_files: %d is no number of files to keep: write one from 1 to %d"
              .formatted(path, maxFiles, MOST_FILES));
    }
  }
}
