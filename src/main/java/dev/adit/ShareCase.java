package dev.adit;

import dev.adit.ShareFields.Problem;
import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage;
import dev.adit.work.Algorithm;
import dev.adit.work.Candidate;
import dev.adit.work.Difficulty;
import dev.adit.work.Job;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A share from a file, ready to be judged: what the pool sent, what the miner sent, and the
/// difficulty between them.
///
/// @param poolDifficulty null where the file doesn't tell
/// @param submittedJob the job id in the submit; it should be the job's own
record ShareCase(Candidate candidate, @Nullable Difficulty poolDifficulty, String submittedJob) {
  private static final int ALL_BITS = -1;

  static ShareCase read(JsonNode node) throws Problem {
    if (!node.isObject()) {
      throw new Problem("a share must be a JSON object with notify and submit");
    }
    ShareFields share = new ShareFields(node, "");
    Algorithm algorithm = algorithm(share);
    ShareFields submit = share.object("submit");
    Double announced = share.positive("pool_difficulty");
    // Where none is told, 1 stands in: it is not reported.
    Difficulty needed = Difficulty.of(announced == null ? 1 : announced, algorithm);
    Job job = new Job(notification(share.object("notify")), algorithm, needed);
    HexBytes extranonce2 = extranonce2(share, submit);
    Candidate candidate =
        new Candidate(
            job,
            share.bytes("extranonce1"),
            extranonce2,
            submit.number("ntime", 8),
            submit.number("nonce", 1),
            submit.has("version_bits") ? submit.number("version_bits", 1) : null,
            share.has("version_mask") ? share.number("version_mask", 1) : ALL_BITS,
            needed);
    return new ShareCase(candidate, announced == null ? null : needed, submit.text("job_id", ""));
  }

  private static PoolMessage.Notify notification(ShareFields notify) throws Problem {
    return new PoolMessage.Notify(
        notify.text("job_id", ""),
        notify.hash("prevhash"),
        notify.bytes("coinb1"),
        notify.bytes("coinb2"),
        notify.hashes("merkle_branch"),
        notify.number("version", 8),
        notify.number("nbits", 8),
        notify.number("ntime", 8),
        true);
  }

  private static HexBytes extranonce2(ShareFields share, ShareFields submit) throws Problem {
    HexBytes extranonce2 = submit.bytes("extranonce2");
    int size = share.count("extranonce2_size");
    if (extranonce2.size() != size) {
      throw new Problem(
          "submit.extranonce2: must be "
              + (2 * size)
              + " hex digits because extranonce2_size is "
              + size
              + ", not "
              + (2 * extranonce2.size())
              + ": pools refuse any other length");
    }
    return extranonce2;
  }

  private static Algorithm algorithm(ShareFields share) throws Problem {
    String name = share.text("algo", "sha256d");
    return switch (name) {
      case "sha256d" -> Algorithm.SHA256D;
      case "scrypt" -> Algorithm.SCRYPT;
      default -> throw new Problem("algo: must be sha256d or scrypt: " + name);
    };
  }
}
