package dev.adit.work;

import dev.adit.stratum.PoolMessage;
import java.util.Objects;

/// A pool's job made ready for judging; immutable. One per `mining.notify` of one pool session,
/// also where the pool uses an id twice.
public final class Job {
  private final PoolMessage.Notify notify;
  private final Algorithm algorithm;
  private final Difficulty poolDifficulty;
  private final Uint256 networkTarget;

  /// A header with what the job alone decides: previous hash and nbits.
  private final byte[] header = new byte[Header.SIZE];

  /// A job as the pool announced it.
  ///
  /// @param notify its previous hash and branches are 32 bytes each, as the codec promises
  /// @param poolDifficulty the one in force for this job at the pool
  public Job(PoolMessage.Notify notify, Algorithm algorithm, Difficulty poolDifficulty) {
    this.notify = notify;
    this.algorithm = algorithm;
    this.poolDifficulty = poolDifficulty;
    this.networkTarget = Objects.requireNonNullElse(Uint256.ofNbits(notify.nbits()), Uint256.ZERO);
    notify.prevhash().copyTo(header, Header.PREVIOUS_HASH);
    Header.reverseWords(header, Header.PREVIOUS_HASH, 32);
    Header.put(header, Header.NBITS, notify.nbits());
  }

  public PoolMessage.Notify notification() {
    return notify;
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  public Difficulty poolDifficulty() {
    return poolDifficulty;
  }

  /// The highest hash that is a block; zero, which no hash meets, where nbits are invalid.
  public Uint256 networkTarget() {
    return networkTarget;
  }

  /// Fills `target` with the header so far, zeros where the share decides.
  void copyHeaderTo(byte[] target) {
    System.arraycopy(header, 0, target, 0, Header.SIZE);
  }
}
