package dev.adit.work;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The verified shares, blocks and conversions under `src/test/resources/vectors`.
final class Vectors {
  private static final JsonMapper JSON = new JsonMapper();

  private Vectors() {}

  static JsonNode file(String name) {
    try (InputStream file = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      return JSON.readTree(Objects.requireNonNull(file, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> list(String name, String key) {
    return file(name).get(key).valueStream();
  }

  static HexBytes hex(JsonNode text) {
    return Objects.requireNonNull(HexBytes.parse(text.asString()));
  }

  static int number(JsonNode hex) {
    return Integer.parseUnsignedInt(hex.asString(), 16);
  }

  static Uint256 uint256(JsonNode hex) {
    return Uint256.fromBigEndian(hex(hex).toByteArray(), 0);
  }

  static Algorithm algorithm(JsonNode vector) {
    return Algorithm.valueOf(vector.get("algo").asString().toUpperCase(Locale.ROOT));
  }

  /// The share of a vector of `shares-real.json`; pool difficulty 1 where it doesn't tell.
  static Candidate share(JsonNode vector) {
    JsonNode notify = vector.get("notify");
    JsonNode submit = vector.get("submit");
    JsonNode bits = submit.get("version_bits");
    JsonNode mask = vector.get("version_mask");
    Difficulty difficulty =
        Difficulty.of(vector.get("pool_difficulty").asDouble(1), algorithm(vector));
    return new Candidate(
        new Job(notify(notify), algorithm(vector), difficulty),
        hex(vector.get("extranonce1")),
        hex(submit.get("extranonce2")),
        number(submit.get("ntime")),
        number(submit.get("nonce")),
        bits.isNull() ? null : number(bits),
        mask.isNull() ? -1 : number(mask),
        difficulty);
  }

  private static PoolMessage.Notify notify(JsonNode notify) {
    return new PoolMessage.Notify(
        notify.get("job_id").asString(),
        hex(notify.get("prevhash")),
        hex(notify.get("coinb1")),
        hex(notify.get("coinb2")),
        branch(notify),
        number(notify.get("version")),
        number(notify.get("nbits")),
        number(notify.get("ntime")),
        notify.get("clean_jobs").asBoolean());
  }

  static List<HexBytes> branch(JsonNode node) {
    return node.get("merkle_branch").valueStream().map(Vectors::hex).toList();
  }
}
