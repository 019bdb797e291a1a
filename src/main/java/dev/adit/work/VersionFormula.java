package dev.adit.work;

/// The ways in which a header's version is made of the job's and the miner's bits. They differ only
/// where the job's version has bits inside the mask.
public enum VersionFormula {
  /// BIP310: the miner's bits replace the job's inside the mask. The one we judge by.
  BIP {
    @Override
    int apply(int jobVersion, int bits, int mask) {
      return (jobVersion & ~mask) | (bits & mask);
    }
  },
  /// ckpool and DATUM: the miner's bits are added to the job's.
  OR {
    @Override
    int apply(int jobVersion, int bits, int mask) {
      return jobVersion | (bits & mask);
    }
  },
  /// Some firmware reports which of the job's bits it flipped.
  XOR {
    @Override
    int apply(int jobVersion, int bits, int mask) {
      return jobVersion ^ (bits & mask);
    }
  };

  abstract int apply(int jobVersion, int bits, int mask);
}
