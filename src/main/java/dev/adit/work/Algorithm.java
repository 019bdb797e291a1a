package dev.adit.work;

/// How a header is hashed for its proof of work, and what difficulty 1 means there.
public enum Algorithm {
  /// Bitcoin: SHA-256 twice. Difficulty 1 is 0xffff · 2^208.
  SHA256D(208),
  /// Litecoin: scrypt(1024, 1, 1). Difficulty 1 on the wire is 0xffff · 2^224.
  SCRYPT(224);

  private final int shift;

  Algorithm(int shift) {
    this.shift = shift;
  }

  /// The highest hash that is worth difficulty 1.
  public Uint256 difficultyOneTarget() {
    return this == SHA256D
        ? new Uint256(0xffff_0000L, 0, 0, 0)
        : new Uint256(0xffff_0000_0000L, 0, 0, 0);
  }

  /// Whether a hash takes so long (about 0.2 ms) that shares are judged off the event loop.
  public boolean slow() {
    return this == SCRYPT;
  }

  /// Hashes that one share of difficulty 1 stands for, as pools count them: 2^32 or 2^16. (The
  /// exact expectation is 1/65535 more.)
  public double hashesPerDifficulty() {
    return 0x1p240 / Math.scalb(1.0, shift);
  }

  /// [#difficultyOneTarget()], exact.
  double difficultyOne() {
    return Math.scalb((double) 0xffff, shift);
  }
}
