package dev.adit.sim;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Jobs that look like a real pool's: a coinbase of about 250 bytes that parses as a transaction, a
/// previous hash that ends in zeros, a random merkle branch.
final class RandomJobs implements JobFeed {
  private static final byte[] TAG = "/adit sim/".getBytes(StandardCharsets.US_ASCII);
  private static final HexFormat HEX = HexFormat.of();
  private static final int VERSION = 0x20000000;

  private final RandomGenerator random;
  private final SimPoolSettings settings;
  private int height = 850_000;
  private int number;
  private HexBytes prevhash = HexBytes.EMPTY;

  RandomJobs(SimPoolSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  @Override
  public Notify next(boolean newBlock, long nowUnixSeconds) {
    boolean clean = newBlock || number == 0;
    if (clean) {
      height++;
      prevhash = anyPrevhash();
    }
    number++;
    return new Notify(
        Integer.toHexString(number),
        prevhash,
        coinbaseHead(nowUnixSeconds),
        coinbaseTail(),
        Stream.generate(() -> bytes(32)).limit(settings.branches).toList(),
        VERSION,
        settings.nbits,
        (int) nowUnixSeconds,
        clean);
  }

  /// Eight zero bytes at the end, as every block hash of this age has (on the wire the words keep
  /// their places).
  private HexBytes anyPrevhash() {
    byte[] hash = new byte[32];
    bytes(24).copyTo(hash, 0);
    return HexBytes.of(hash);
  }

  /// Up to the extranonces, which are a push of their own in the input script.
  private HexBytes coinbaseHead(long nowUnixSeconds) {
    int extranonces = settings.extranonce1Size + settings.extranonce2Size;
    int script = 4 + 5 + 1 + extranonces + 1 + TAG.length;
    ByteBuffer head = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(1).put((byte) 1).put(new byte[32]).putInt(-1).put((byte) script);
    head.putInt(height << 8 | 3);
    head.put((byte) 4).putInt((int) nowUnixSeconds);
    head.put((byte) extranonces);
    return taken(head);
  }

  /// The tag, then three outputs: the reward, a note, and the witness commitment.
  private HexBytes coinbaseTail() {
    ByteBuffer tail = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    tail.put((byte) TAG.length).put(TAG).putInt(-1).put((byte) 3);
    tail.putLong(312_500_000).put(script("1976a914", 20, "88ac"));
    tail.putLong(0).put(script("266a24aa21a9ed", 32, ""));
    tail.putLong(0).put(script("2b6a29", 41, ""));
    tail.putInt(0);
    return taken(tail);
  }

  private byte[] script(String before, int randomBytes, String after) {
    return HEX.parseHex(before + bytes(randomBytes).hex() + after);
  }

  private HexBytes bytes(int size) {
    byte[] some = new byte[size];
    random.nextBytes(some);
    return HexBytes.of(some);
  }

  private static HexBytes taken(ByteBuffer full) {
    byte[] bytes = new byte[full.position()];
    full.flip().get(bytes);
    return HexBytes.of(bytes);
  }
}
