package dev.adit.stratum;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every recorded line reads as the message that its method promises, field by field as an
/// independent parser sees it.
class MessageVectorsTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Map<String, Class<? extends PoolMessage>> SAID_BY_POOLS =
      Map.ofEntries(
          entry("mining.notify", PoolMessage.Notify.class),
          entry("mining.set_difficulty", PoolMessage.SetDifficulty.class),
          entry("mining.set_extranonce", PoolMessage.SetExtranonce.class),
          entry("mining.set_version_mask", PoolMessage.SetVersionMask.class),
          entry("mining.ping", PoolMessage.Ping.class),
          entry("mining.hashrate", PoolMessage.Unknown.class),
          entry("client.show_message", PoolMessage.ShowMessage.class),
          entry("client.get_version", PoolMessage.GetVersion.class),
          entry("client.reconnect", PoolMessage.Reconnect.class));

  private static final Map<String, Class<? extends MinerMessage>> SAID_BY_MINERS =
      Map.ofEntries(
          entry("mining.configure", MinerMessage.Configure.class),
          entry("mining.subscribe", MinerMessage.Subscribe.class),
          entry("mining.authorize", MinerMessage.Authorize.class),
          entry("mining.submit", MinerMessage.Submit.class),
          entry("mining.suggest_difficulty", MinerMessage.SuggestDifficulty.class),
          entry("mining.extranonce.subscribe", MinerMessage.ExtranonceSubscribe.class),
          entry("mining.none_existing", MinerMessage.UnknownRequest.class),
          entry("mining.unknown", MinerMessage.UnknownRequest.class));

  /// Lines whose parameters lack what their method needs, by number.
  private static final List<Integer> UNUSABLE_FROM_POOLS = List.of(20, 21, 23, 25);

  private static final List<Integer> UNUSABLE_FROM_MINERS = List.of(95, 96);

  @TestFactory
  Stream<DynamicTest> everyRecordedLineReadsAsItsMethodPromises() throws IOException {
    List<JsonNode> vectors = vectors();
    assertThat(vectors).hasSize(106);
    return vectors.stream()
        .map(
            vector ->
                dynamicTest(
                    vector.get("n") + " " + vector.get("pool").asString(), () -> check(vector)));
  }

  private static void check(JsonNode vector) {
    int n = vector.get("n").asInt();
    String line = vector.get("line").asString();
    boolean valid = vector.get("valid_json").asBoolean();
    JsonNode json = valid ? JSON.readTree(line) : JSON.createObjectNode();
    String method = json.path("method").asString("");
    if (SAID_BY_MINERS.containsKey(method)) {
      checkMiner(UNUSABLE_FROM_MINERS.contains(n), method, json, Lines.miner(line));
    } else {
      assertThat(vector.get("dir").asString()).isIn("s2c", "?");
      checkPool(UNUSABLE_FROM_POOLS.contains(n), method, json, Lines.pool(line));
    }
  }

  private static void checkMiner(
      boolean unusable, String method, JsonNode json, MinerMessage message) {
    assertThat(message)
        .isInstanceOf(unusable ? MinerMessage.Malformed.class : SAID_BY_MINERS.get(method));
    JsonNode params = json.get("params");
    if (message instanceof MinerMessage.Request request) {
      assertThat(request.id().json()).isEqualTo(json.get("id").toString());
    }
    if (message instanceof MinerMessage.Submit submit) {
      assertThat(submit.worker()).isEqualTo(params.get(0).asString());
      assertThat(submit.jobId()).isEqualTo(params.get(1).asString());
      assertThat(submit.extranonce2().hex()).isEqualTo(params.get(2).asString());
      assertThat(submit.ntime()).isEqualTo(hex32(params.get(3)));
      assertThat(submit.nonce()).isEqualTo(hex32(params.get(4)));
      Integer bits = params.has(5) ? hex32(params.get(5)) : null;
      assertThat(submit.versionBits()).isEqualTo(bits);
    } else if (message instanceof MinerMessage.Authorize authorize) {
      assertThat(authorize.user()).isEqualTo(params.get(0).asString());
      assertThat(authorize.password()).isEqualTo(params.get(1).asString());
    } else if (message instanceof MinerMessage.Configure configure) {
      assertThat(configure.extensions())
          .isEqualTo(params.path(0).valueStream().map(JsonNode::asString).toList());
    }
  }

  private static void checkPool(
      boolean unusable, String method, JsonNode json, PoolMessage message) {
    if (unusable) {
      assertThat(message).isInstanceOf(PoolMessage.Garbage.class);
      return;
    }
    if (message instanceof PoolMessage.Answer answer) {
      assertThat(method).isEmpty();
      assertThat(answer.id().json()).isEqualTo(json.get("id").toString());
      assertThat(JSON.readTree(answer.result()))
          .isEqualTo(json.has("result") ? json.get("result") : JSON.nullNode());
      return;
    }
    assertThat(message).isInstanceOf(SAID_BY_POOLS.get(method));
    JsonNode params = json.get("params");
    if (message instanceof PoolMessage.Notify notify) {
      assertThat(notify.jobId()).isEqualTo(params.get(0).asString());
      assertThat(notify.prevhash().hex()).isEqualTo(params.get(1).asString());
      assertThat(notify.coinb1().hex()).isEqualTo(params.get(2).asString());
      assertThat(notify.coinb2().hex()).isEqualTo(params.get(3).asString());
      assertThat(notify.branch().stream().map(HexBytes::hex).toList())
          .isEqualTo(params.get(4).valueStream().map(JsonNode::asString).toList());
      assertThat(notify.version()).isEqualTo(hex32(params.get(5)));
      assertThat(notify.nbits()).isEqualTo(hex32(params.get(6)));
      assertThat(notify.ntime()).isEqualTo(hex32(params.get(7)));
      assertThat(notify.clean()).isEqualTo(params.get(params.size() - 1).asBoolean());
    } else if (message instanceof PoolMessage.SetDifficulty set) {
      assertThat(set.difficulty()).isEqualTo(params.get(0).asDouble());
    }
  }

  private static int hex32(JsonNode text) {
    return Integer.parseUnsignedInt(text.asString(), 16);
  }

  static List<JsonNode> vectors() throws IOException {
    try (InputStream file =
        MessageVectorsTest.class.getResourceAsStream("/vectors/messages.jsonl")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(JSON::readTree).toList();
    }
  }
}
