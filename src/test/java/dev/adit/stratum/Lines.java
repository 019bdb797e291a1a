package dev.adit.stratum;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/// Lines for tests: read as miner's or pool's, and written to text.
final class Lines {
  private static final StratumCodec CODEC = new StratumCodec();

  private Lines() {}

  static MinerMessage miner(String line) {
    return miner(line.getBytes(StandardCharsets.UTF_8));
  }

  static MinerMessage miner(byte[] line) {
    return CODEC.readMiner(line, 0, line.length);
  }

  static PoolMessage pool(String line) {
    return pool(line.getBytes(StandardCharsets.UTF_8));
  }

  static PoolMessage pool(byte[] line) {
    return CODEC.readPool(line, 0, line.length);
  }

  static HexBytes hex(String digits) {
    return requireNonNull(HexBytes.parse(digits));
  }

  static String written(MinerMessage message) {
    LineBuffer out = new LineBuffer();
    CODEC.write(message, out);
    return out.toString();
  }

  static String written(PoolMessage message) {
    LineBuffer out = new LineBuffer();
    CODEC.write(message, out);
    return out.toString();
  }
}
