package dev.adit.work;

import dev.adit.stratum.HexBytes;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What a Bitcoin address stands for: the script of an output that pays it.
public final class BitcoinAddress {
  private static final HexFormat HEX = HexFormat.of();
  private static final int HASH = 20;
  private static final int OP_1 = 0x51;

  private BitcoinAddress() {}

  /// The output script of an address of the main network, a test network or a regression test; null
  /// where `address` is none: its checksum does not fit, or it is of another coin.
  public static @Nullable HexBytes script(String address) {
    HexBytes witness = witnessScript(address);
    return witness != null ? witness : hashScript(address);
  }

  /// `1…`, `m…`, `n…`: to the hash of a key; `3…`, `2…`: to the hash of a script.
  private static @Nullable HexBytes hashScript(String address) {
    byte[] payload = Base58.decodeChecked(address);
    if (payload == null || payload.length != 1 + HASH) {
      return null;
    }
    String hash = HEX.formatHex(payload, 1, payload.length);
    return switch (payload[0] & 0xff) {
      case 0x00, 0x6f -> HexBytes.parse("76a914" + hash + "88ac");
      case 0x05, 0xc4 -> HexBytes.parse("a914" + hash + "87");
      default -> null;
    };
  }

  /// `bc1…`, `tb1…`, `bcrt1…`: to a witness program.
  private static @Nullable HexBytes witnessScript(String address) {
    Bech32 text = Bech32.read(address);
    int version = text == null ? -1 : text.firstGroup();
    if (text == null || !isNetwork(text.prefix()) || version < 0 || version > 16) {
      return null;
    }
    byte[] program = text.bytesAfterFirst();
    if (program == null || text.isModified() != (version > 0)) {
      return null;
    }
    int size = program.length;
    if (size < 2 || size > 40 || (version == 0 && size != HASH && size != 32)) {
      return null;
    }
    byte[] script = new byte[2 + size];
    script[0] = (byte) (version == 0 ? 0 : OP_1 + version - 1);
    script[1] = (byte) size;
    System.arraycopy(program, 0, script, 2, size);
    return HexBytes.of(script);
  }

  private static boolean isNetwork(String prefix) {
    return Arrays.asList("bc", "tb", "bcrt").contains(prefix);
  }
}
