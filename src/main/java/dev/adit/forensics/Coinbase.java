package dev.adit.forensics;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job's coinbase transaction, with zeros for both extranonces.
///
/// @param height of the block (BIP 34); -1 where the script does not begin with one
/// @param script of its only input
record Coinbase(long height, HexBytes script, List<Output> outputs) {
  private static final int MOST_EXTRANONCE = 256;
  private static final int OUTPOINT = 36;

  /// Above, a number is a time: the border that transactions draw, too.
  private static final long HIGHEST = 500_000_000;

  /// @param value in the smallest unit
  record Output(long value, HexBytes script) {}

  /// Null where no coinbase of that shape can be read.
  static @Nullable Coinbase of(SeenJob job, int extranonce2Size) {
    HexBytes first = job.extranonce1();
    if (first == null
        || extranonce2Size < 0
        || first.size() > MOST_EXTRANONCE
        || extranonce2Size > MOST_EXTRANONCE) {
      return null;
    }
    Notify notify = job.notification();
    HexBytes zeros = HexBytes.of(new byte[first.size() + extranonce2Size]);
    return read(notify.coinb1().plus(zeros).plus(notify.coinb2()));
  }

  /// A transaction of one input, as it is hashed: without marker and witness. What follows its
  /// outputs is left unread.
  static @Nullable Coinbase read(HexBytes bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      from.getInt();
      if (from.get() != 1) {
        return null;
      }
      from.position(from.position() + Math.min(OUTPOINT, from.remaining()));
      HexBytes script = script(from);
      from.getInt();
      long count = size(from);
      List<Output> outputs = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        long value = from.getLong();
        outputs.add(new Output(value, script(from)));
      }
      return new Coinbase(height(script), script, List.copyOf(outputs));
    } catch (BufferUnderflowException tooShort) {
      return null;
    }
  }

  private static HexBytes script(ByteBuffer from) {
    long size = size(from);
    if (size < 0 || size > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] script = new byte[(int) size];
    from.get(script);
    return HexBytes.of(script);
  }

  private static long size(ByteBuffer from) {
    int first = from.get() & 0xff;
    return switch (first) {
      case 0xfd -> from.getShort() & 0xffff;
      case 0xfe -> from.getInt() & 0xffff_ffffL;
      case 0xff -> from.getLong();
      default -> first;
    };
  }

  private static long height(HexBytes script) {
    int first = script.size() == 0 ? 0 : script.at(0) & 0xff;
    if (first > 0x50 && first <= 0x60) {
      return (long) first - 0x50;
    }
    if (first < 1 || first > 4 || script.size() <= first) {
      return -1;
    }
    long height = 0;
    for (int i = first; i > 0; i--) {
      height = (height << 8) | (script.at(i) & 0xff);
    }
    return height < HIGHEST ? height : -1;
  }

  /// What all outputs add up to.
  long total() {
    return outputs.stream().mapToLong(Output::value).sum();
  }

  /// What goes to that script.
  long paidTo(HexBytes to) {
    return outputs.stream().filter(it -> it.script().equals(to)).mapToLong(Output::value).sum();
  }

  /// The largest output; null where there is none.
  @Nullable Output main() {
    Output main = null;
    for (Output output : outputs) {
      if (main == null || output.value() > main.value()) {
        main = output;
      }
    }
    return main;
  }
}
