package dev.adit.stratum;

import org.jspecify.annotations.Nullable;

/// Between a line and a message, both ways, both directions. Owned by one thread (scratch inside):
/// one for each event loop, not one for each connection.
///
/// Reading never throws: what can't be used is a message too. A line is `length` bytes without its
/// LF; a CR at its end and blanks around are ignored by the caller or here alike.
public final class StratumCodec {
  private final Envelope envelope = new Envelope();
  private final MinerLineReader minerReader = new MinerLineReader(envelope);
  private final PoolLineReader poolReader = new PoolLineReader(envelope);
  private final ResultReader resultReader = new ResultReader();

  /// Whether a line has nothing but blanks: such a line says nothing and deserves no message.
  public static boolean isBlank(byte[] line, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /// Reads what a miner said. A blank line reads as [MinerMessage.Garbage].
  public MinerMessage readMiner(byte[] line, int offset, int length) {
    return minerReader.read(line, offset, length);
  }

  /// Reads what a pool said. A blank line reads as [PoolMessage.Garbage].
  public PoolMessage readPool(byte[] line, int offset, int length) {
    return poolReader.read(line, offset, length);
  }

  /// Appends the message as one line, LF included. `Malformed` and `Garbage` can't be written.
  public void write(MinerMessage message, LineBuffer out) {
    MinerLineWriter.write(message, out);
  }

  /// Appends the message as one line, LF included. `Garbage` can't be written.
  public void write(PoolMessage message, LineBuffer out) {
    PoolLineWriter.write(message, out);
  }

  /// The result of `mining.subscribe`, or null where it has not the shape.
  public @Nullable Subscription readSubscription(String resultJson) {
    return resultReader.subscription(resultJson);
  }

  /// The version mask in the result of `mining.configure`; 0 where version rolling was not granted.
  public int readVersionMask(String resultJson) {
    return resultReader.versionMask(resultJson);
  }
}
