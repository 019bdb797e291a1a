package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import dev.adit.work.Algorithm;
import dev.adit.work.Scrypt;
import dev.adit.work.Uint256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One miner's way through its search space. Owned by one hashing thread.
final class NonceSearch {
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HIGHEST_WORD_AT = 24;

  private final MinerPlan plan;
  private final SplittableRandom random;
  private final Sha256d sha = new Sha256d();
  private final WorkHeader header = new WorkHeader(sha);
  private final @Nullable Scrypt scrypt;
  private byte[] hash = new byte[Sha256d.SIZE];
  private @Nullable MinerWork current;
  private HexBytes extranonce2 = HexBytes.EMPTY;
  private Uint256 target = Uint256.fromBigEndian(new byte[32], 0);
  private @Nullable Integer versionBits;

  /// Never starts again, also where work or connection change: no share is found twice, not even
  /// where a proxy gives back the extranonce of an earlier connection.
  private long extranonces;

  private int nonce;
  private long noncesLeft;

  NonceSearch(MinerPlan plan, SplittableRandom random) {
    this.plan = plan;
    this.random = random;
    this.scrypt = plan.algorithm() == Algorithm.SCRYPT ? new Scrypt() : null;
    this.extranonces = random.nextInt(1 << 16);
  }

  /// Tries so many nonces of `work`; what it finds goes to `found` at once.
  void run(MinerWork work, int hashes, Consumer<FoundShare> found) {
    if (!work.equals(current)) {
      current = work;
      target = work.difficulty().target();
      nextExtranonce(work);
    }
    rollVersion(work);
    for (int i = 0; i < hashes; i++) {
      if (noncesLeft == 0) {
        nextExtranonce(work);
      }
      noncesLeft--;
      header.nonce(++nonce);
      doHash();
      if (meetsTarget()) {
        found.accept(new FoundShare(work, extranonce2, nonce, versionBits));
      }
    }
  }

  private void nextExtranonce(MinerWork work) {
    byte[] bytes = new byte[work.extranonce2Size()];
    long number = extranonces++;
    for (int i = bytes.length - 1; i >= 0; i--) {
      bytes[i] = (byte) number;
      number >>= Byte.SIZE;
    }
    extranonce2 = HexBytes.of(bytes);
    header.fill(work, extranonce2);
    nonce = random.nextInt();
    noncesLeft = 1L << 32;
  }

  /// Bits are sent whenever some were granted, as firmware does; rolled or not.
  private void rollVersion(MinerWork work) {
    int version = work.job().version();
    int mask = work.versionMask();
    int bits = (plan.is(Behaviour.ROLL_VERSION) ? random.nextInt() : version) & mask;
    header.version((version & ~mask) | bits);
    versionBits = mask == 0 ? null : bits;
  }

  private void doHash() {
    byte[] bytes = header.bytes();
    if (scrypt != null) {
      hash = scrypt.hash(bytes);
    } else {
      sha.hash(bytes, bytes.length, hash);
    }
  }

  /// Most hashes fail in the highest word.
  private boolean meetsTarget() {
    long highest = (long) LITTLE.get(hash, HIGHEST_WORD_AT);
    return Long.compareUnsigned(highest, target.w3()) <= 0
        && Uint256.fromLittleEndian(hash, 0).compareTo(target) <= 0;
  }
}
