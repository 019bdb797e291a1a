package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A coinbase transaction of about 250 bytes in two halves, between which the extranonces go.
///
/// @param head up to the extranonces, which are a push of their own in the input script
/// @param tail from the input's sequence on
record Coinbase(HexBytes head, HexBytes tail) {
  static final int COMMITMENT = 32;
  static final int NOTE = 41;

  private static final HexFormat HEX = HexFormat.of();
  private static final long SUBSIDY_SATS = 312_500_000;
  private static final long FEES_SATS = 4_200_000;

  /// The block's height comes first in the input script (BIP 34), then the time and the tag. The
  /// outputs are the reward, the witness commitment, and a note such as merge mining leaves.
  ///
  /// @param extranonceBytes of both extranonces
  /// @param commitment what the witness commitment is
  /// @param note what the note says
  static Coinbase of(JobPlan plan, int extranonceBytes, HexBytes commitment, HexBytes note) {
    byte[] tag = plan.tag().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer head = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(1).put((byte) 1).put(new byte[32]).putInt(-1);
    head.put((byte) (4 + 5 + 1 + tag.length + 1 + extranonceBytes));
    head.putInt(plan.tip().height() << 8 | 3);
    head.put((byte) 4).putInt((int) plan.ntime());
    head.put((byte) tag.length).put(tag);
    head.put((byte) extranonceBytes);

    ByteBuffer tail = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    tail.putInt(-1).put((byte) 3);
    long feesSats = plan.branch().isEmpty() ? 0 : FEES_SATS;
    output(tail, SUBSIDY_SATS + feesSats, plan.payout().hex());
    output(tail, 0, "6a24aa21a9ed" + commitment.hex());
    output(tail, 0, "6a29" + note.hex());
    tail.putInt(0);
    return new Coinbase(taken(head), taken(tail));
  }

  private static void output(ByteBuffer out, long sats, String script) {
    out.putLong(sats).put((byte) (script.length() / 2)).put(HEX.parseHex(script));
  }

  private static HexBytes taken(ByteBuffer full) {
    byte[] bytes = new byte[full.position()];
    full.flip().get(bytes);
    return HexBytes.of(bytes);
  }
}
