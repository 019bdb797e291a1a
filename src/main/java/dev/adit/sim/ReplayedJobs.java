package dev.adit.sim;

import dev.adit.stratum.PoolMessage.Notify;
import dev.adit.stratum.StratumCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Jobs that some pool once sent, over and over, with the clean flags they had.
final class ReplayedJobs implements JobFeed {
  private final List<Notify> jobs;
  private int next;

  private ReplayedJobs(List<Notify> jobs) {
    this.jobs = jobs;
  }

  /// Reads the `mining.notify` lines of a file, plain or as the `line` of an object, and leaves out
  /// everything else.
  ///
  /// @throws IOException where it can't be read or holds no job
  static ReplayedJobs read(Path file, StratumCodec codec) throws IOException {
    List<Notify> jobs = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      byte[] bytes = unwrapped(line).getBytes(StandardCharsets.UTF_8);
      if (codec.readPool(bytes, 0, bytes.length) instanceof Notify job) {
        jobs.add(job);
      }
    }
    if (jobs.isEmpty()) {
      throw new IOException("no mining.notify in " + file);
    }
    return new ReplayedJobs(jobs);
  }

  @Override
  public Notify next(boolean newBlock, long nowUnixSeconds) {
    return jobs.get(next++ % jobs.size());
  }

  private static String unwrapped(String line) {
    try {
      JsonNode node = JsonMapper.shared().readTree(line);
      JsonNode inner = node.get("line");
      return inner != null && inner.isString() ? inner.stringValue() : line;
    } catch (JacksonException notJson) {
      return line;
    }
  }
}
