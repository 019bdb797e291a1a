package dev.adit.stratum;

import org.jspecify.annotations.Nullable;

/// Between a line and a message, both ways, both directions. Owned by one thread (scratch inside).
///
/// Reading never throws: what can't be used is a message too. A line is `length` bytes without its
/// LF; a CR at its end and blanks around are ignored by the caller or here alike.
@SuppressWarnings("DoNotCallSuggester")
public final class StratumCodec {

  /// Reads what a miner said.
  public MinerMessage readMiner(byte[] line, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  /// Reads what a pool said.
  public PoolMessage readPool(byte[] line, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  /// Appends the message as one line, LF included.
  public void write(MinerMessage message, LineBuffer out) {
    throw new UnsupportedOperationException();
  }

  /// Appends the message as one line, LF included.
  public void write(PoolMessage message, LineBuffer out) {
    throw new UnsupportedOperationException();
  }

  /// The result of `mining.subscribe`, or null where it has not the shape.
  public @Nullable Subscription readSubscription(String resultJson) {
    throw new UnsupportedOperationException();
  }

  /// The version mask in the result of `mining.configure`; 0 where version rolling was not granted.
  public int readVersionMask(String resultJson) {
    throw new UnsupportedOperationException();
  }
}
