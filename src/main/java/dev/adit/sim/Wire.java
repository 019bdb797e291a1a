package dev.adit.sim;

import dev.adit.stratum.LineBuffer;
import dev.adit.stratum.MinerMessage;
import dev.adit.stratum.PoolMessage;
import dev.adit.stratum.StratumCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// The codec and the scratch memory that all connections of one event loop share.
final class Wire {
  private final StratumCodec codec = new StratumCodec();
  private final LineBuffer line = new LineBuffer();
  private byte[] room = new byte[64 * 1024];

  StratumCodec codec() {
    return codec;
  }

  /// An array of at least `size` bytes, whose content is lost at the next call.
  byte[] room(int size) {
    if (room.length < size) {
      room = new byte[Math.max(size, 2 * room.length)];
    }
    return room;
  }

  /// The message as a line; the caller's to release.
  ByteBuf encode(PoolMessage message, ByteBufAllocator memory) {
    line.clear();
    codec.write(message, line);
    return copy(memory);
  }

  /// The message as a line; the caller's to release.
  ByteBuf encode(MinerMessage message, ByteBufAllocator memory) {
    line.clear();
    codec.write(message, line);
    return copy(memory);
  }

  private ByteBuf copy(ByteBufAllocator memory) {
    return memory.buffer(line.size()).writeBytes(line.array(), 0, line.size());
  }
}
