package dev.adit.ledger;

import dev.adit.aggregate.BlockFound;
import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage;
import dev.adit.work.Candidate;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A block as one line of JSON: everything that Adit knows of it, so that it can be proven and
/// claimed by hand.
final class BlockLine {
  private static final JsonFactory FACTORY = new JsonFactory();

  private BlockLine() {}

  /// Without the line's end.
  static String of(BlockFound block, Instant found) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("time", found.toString());
      json.writeStringProperty("pool", block.pool());
      json.writeStringProperty("worker", block.worker());
      json.writeStringProperty("pool_user", block.poolUser());
      json.writeStringProperty("address", block.address());
      json.writeStringProperty("hash", block.proof().blockHash().toHex());
      json.writeStringProperty("pow_hash", block.proof().powHash().toHex());
      json.writeNumberProperty("difficulty", block.proof().difficulty());
      json.writeStringProperty("header", block.proof().header().hex());
      candidate(json, block.candidate());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void candidate(JsonGenerator json, Candidate share) {
    PoolMessage.Notify job = share.job().notification();
    json.writeStringProperty("coinbase", coinbase(share).hex());
    json.writeStringProperty("job", job.jobId());
    json.writeStringProperty("algorithm", share.job().algorithm().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("extranonce1", share.extranonce1().hex());
    json.writeStringProperty("extranonce2", share.extranonce2().hex());
    json.writeStringProperty("ntime", "%08x".formatted(share.ntime()));
    json.writeStringProperty("nonce", "%08x".formatted(share.nonce()));
    json.writeName("merkle_branch");
    json.writeStartArray();
    for (HexBytes hash : job.branch()) {
      json.writeString(hash.hex());
    }
    json.writeEndArray();
  }

  private static HexBytes coinbase(Candidate share) {
    PoolMessage.Notify job = share.job().notification();
    return job.coinb1().plus(share.extranonce1()).plus(share.extranonce2()).plus(job.coinb2());
  }
}
