package dev.adit.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Whatever can be said reads back as the same message.
class RoundTripTest {
  private static final long SEED = 20_261_120;
  private static final int ROUNDS = 2_000;

  private final Random random = new Random(SEED);

  @Test
  void readsBackWhatAMinerSays() {
    List<Supplier<MinerMessage>> kinds =
        List.of(
            () ->
                new MinerMessage.Submit(
                    id(),
                    text(),
                    text(),
                    hex(),
                    number(),
                    number(),
                    random.nextBoolean() ? number() : null),
            () ->
                new MinerMessage.Configure(
                    id(),
                    List.of("version-rolling", text()),
                    number(),
                    random.nextBoolean() ? difficulty() : null,
                    random.nextBoolean() ? "v" + word() : null),
            () ->
                new MinerMessage.Subscribe(
                    id(), word(), random.nextBoolean() ? "s" + text() : null),
            () -> new MinerMessage.Authorize(id(), text(), text()),
            () -> new MinerMessage.SuggestDifficulty(id(), difficulty()),
            () -> new MinerMessage.SuggestTarget(id(), hash()),
            () -> new MinerMessage.ExtranonceSubscribe(id()),
            () -> new MinerMessage.GetTransactions(id(), text()),
            () -> new MinerMessage.GetVersion(id()),
            () -> new MinerMessage.Ping(id()),
            () -> new MinerMessage.UnknownRequest(id(), "x" + text(), "[1,{\"a\": null}]"),
            () -> new MinerMessage.Answer(id(), "{\"a\":[ ]}", "null"),
            () -> new MinerMessage.Chatter("pong"));
    for (int round = 0; round < ROUNDS; round++) {
      MinerMessage message = kinds.get(round % kinds.size()).get();
      String line = Lines.written(message);
      assertThat(line).endsWith("\n").doesNotContain("\r").containsOnlyOnce("\n");
      assertThat(Lines.miner(line.strip())).as("seed %s: %s", SEED, line).isEqualTo(message);
    }
  }

  @Test
  void readsBackWhatAPoolSays() {
    List<Supplier<PoolMessage>> kinds =
        List.of(
            () ->
                new PoolMessage.Notify(
                    text(),
                    hash(),
                    hex(),
                    hex(),
                    branch(),
                    number(),
                    number(),
                    number(),
                    random.nextBoolean()),
            () -> new PoolMessage.SetDifficulty(difficulty()),
            () -> new PoolMessage.SetExtranonce(hex(), number()),
            () -> new PoolMessage.SetVersionMask(number()),
            () -> new PoolMessage.Reconnect("h" + word().strip(), 1 + random.nextInt(65_535), 3),
            () -> new PoolMessage.Reconnect(null, 0, random.nextInt(2)),
            () -> new PoolMessage.ShowMessage(word()),
            () -> new PoolMessage.GetVersion(id()),
            () -> new PoolMessage.Ping(id()),
            () -> new PoolMessage.Unknown("x" + text(), "{\"b\":\"\\u0041\"}"),
            () -> new PoolMessage.Answer(id(), "true", "[21,\"Stale\",null]"));
    for (int round = 0; round < ROUNDS; round++) {
      PoolMessage message = kinds.get(round % kinds.size()).get();
      String line = Lines.written(message);
      assertThat(line).endsWith("\n").doesNotContain("\r").containsOnlyOnce("\n");
      assertThat(Lines.pool(line.strip())).as("seed %s: %s", SEED, line).isEqualTo(message);
    }
  }

  private RequestId id() {
    return switch (random.nextInt(5)) {
      case 0 -> RequestId.NULL;
      case 1 -> new RequestId("\"" + random.nextInt() + "\"");
      case 2 -> new RequestId("{\"a\": [1.50]}");
      default -> RequestId.of(random.nextLong());
    };
  }

  /// Any characters that are whole ones, the awkward among them.
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append("\"\\/\b\f\n\r\t\0\u001f\u007f".charAt(random.nextInt(11)));
        case 1 -> text.append(List.of("ç", "😀", "漢", "\u2028").get(random.nextInt(4)));
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return text.toString();
  }

  /// Printable, and no longer than any limit.
  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      word.append((char) ('!' + random.nextInt(94)));
    }
    return word.toString();
  }

  private int number() {
    return random.nextBoolean() ? random.nextInt() : random.nextInt(300);
  }

  private double difficulty() {
    return random.nextBoolean()
        ? Double.MIN_VALUE + Math.abs(Double.longBitsToDouble(random.nextLong() >>> 2))
        : (1 + random.nextInt(1_000_000)) / 64.0;
  }

  private HexBytes hex() {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return HexBytes.of(bytes);
  }

  private HexBytes hash() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return HexBytes.of(bytes);
  }

  private List<HexBytes> branch() {
    List<HexBytes> branch = new ArrayList<>();
    for (int i = random.nextInt(33); i > 0; i--) {
      branch.add(hash());
    }
    return branch;
  }
}
