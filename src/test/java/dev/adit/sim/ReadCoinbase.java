package dev.adit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A job's coinbase as one reads it who did not make it.
///
/// @param pushes of the input script, in order
/// @param outputs script and value of each
record ReadCoinbase(int sizeBytes, List<byte[]> pushes, List<Output> outputs) {

  /// One output.
  record Output(long sats, String script) {}

  /// Fails where it is no transaction.
  static ReadCoinbase of(Notify job, int extranonceBytes) {
    HexBytes extranonces = HexBytes.of(new byte[extranonceBytes]);
    byte[] bytes = job.coinb1().plus(extranonces).plus(job.coinb2()).toByteArray();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(in.getInt()).as("version").isEqualTo(1);
    assertThat(in.get()).as("inputs").isEqualTo((byte) 1);
    assertThat(taken(in, 32)).as("spends nothing").containsOnly(0);
    assertThat(in.getInt()).as("output spent").isEqualTo(-1);
    byte[] script = taken(in, in.get());
    assertThat(script.length).as("consensus allows 100").isBetween(2, 100);
    assertThat(in.getInt()).as("sequence").isEqualTo(-1);
    int count = in.get();
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outputs.add(new Output(in.getLong(), HexFormat.of().formatHex(taken(in, in.get()))));
    }
    assertThat(in.getInt()).as("lock time").isZero();
    assertThat(in.hasRemaining()).isFalse();
    return new ReadCoinbase(bytes.length, pushes(script), outputs);
  }

  /// BIP 34.
  int height() {
    byte[] height = pushes.getFirst();
    assertThat(height).hasSize(3);
    return (height[0] & 0xff) | ((height[1] & 0xff) << 8) | ((height[2] & 0xff) << 16);
  }

  String tag() {
    return new String(pushes.get(2), StandardCharsets.US_ASCII);
  }

  Output reward() {
    return outputs.getFirst();
  }

  private static List<byte[]> pushes(byte[] script) {
    ByteBuffer in = ByteBuffer.wrap(script);
    List<byte[]> pushes = new ArrayList<>();
    while (in.hasRemaining()) {
      pushes.add(taken(in, in.get()));
    }
    return pushes;
  }

  private static byte[] taken(ByteBuffer in, int size) {
    byte[] bytes = new byte[size];
    in.get(bytes);
    return bytes;
  }
}
