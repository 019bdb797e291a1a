package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The 80 bytes that a miner hashes. Owned by one thread.
///
/// Built here from scratch rather than with the code that judges shares, so that the two check each
/// other.
final class WorkHeader {
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int PREVHASH_AT = 4;
  private static final int ROOT_AT = 36;
  private static final int NTIME_AT = 68;
  private static final int NBITS_AT = 72;
  private static final int NONCE_AT = 76;

  private final byte[] bytes = new byte[80];
  private final Sha256d sha;

  WorkHeader(Sha256d sha) {
    this.sha = sha;
  }

  byte[] bytes() {
    return bytes;
  }

  /// Everything but version and nonce.
  void fill(MinerWork work, HexBytes extranonce2) {
    Notify job = work.job();
    job.prevhash().copyTo(bytes, PREVHASH_AT);
    for (int at = PREVHASH_AT; at < ROOT_AT; at += Integer.BYTES) {
      LITTLE.set(bytes, at, (int) BIG.get(bytes, at));
    }
    System.arraycopy(merkleRoot(work, extranonce2), 0, bytes, ROOT_AT, Sha256d.SIZE);
    LITTLE.set(bytes, NTIME_AT, job.ntime());
    LITTLE.set(bytes, NBITS_AT, job.nbits());
  }

  void version(int version) {
    LITTLE.set(bytes, 0, version);
  }

  void nonce(int nonce) {
    LITTLE.set(bytes, NONCE_AT, nonce);
  }

  private byte[] merkleRoot(MinerWork work, HexBytes extranonce2) {
    Notify job = work.job();
    byte[] coinbase =
        job.coinb1().plus(work.extranonce1()).plus(extranonce2).plus(job.coinb2()).toByteArray();
    byte[] pair = new byte[2 * Sha256d.SIZE];
    sha.hash(coinbase, coinbase.length, pair);
    for (HexBytes branch : job.branch()) {
      branch.copyTo(pair, Sha256d.SIZE);
      sha.hash(pair, pair.length, pair);
    }
    return pair;
  }
}
