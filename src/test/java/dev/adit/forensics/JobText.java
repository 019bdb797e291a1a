package dev.adit.forensics;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage.Notify;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// A job that a test makes up, for conversations whose extranonces have 4 and 8 bytes. It is clean,
/// on the block "ab", and has a transaction besides the coinbase, unless told otherwise.
final class JobText {
  static final String NOBODY = "76a914" + "00".repeat(20) + "88ac";

  private final String id;
  private String block = "ab";
  private boolean clean = true;
  private boolean empty;
  private int nbits = 0x1703ffff;
  private String height = "03a0bb0d";
  private byte[] tag = "/Adit test/".getBytes(StandardCharsets.US_ASCII);
  private String outputs = "";
  private int outputCount;

  JobText(String id) {
    this.id = id;
  }

  JobText on(String twoDigits) {
    block = twoDigits;
    return this;
  }

  JobText notClean() {
    clean = false;
    return this;
  }

  JobText empty() {
    empty = true;
    return this;
  }

  JobText nbits(int bits) {
    nbits = bits;
    return this;
  }

  JobText height(int number) {
    height = "03%06x".formatted(Integer.reverseBytes(number) >>> 8);
    return this;
  }

  JobText tag(String text) {
    tag = text.getBytes(StandardCharsets.ISO_8859_1);
    return this;
  }

  JobText pays(long value, String script) {
    outputs += "%016x%02x%s".formatted(Long.reverseBytes(value), script.length() / 2, script);
    outputCount++;
    return this;
  }

  Notify at(Moment now) {
    if (outputCount == 0) {
      pays(312_500_000, NOBODY);
    }
    String push = "0c";
    int script = height.length() / 2 + 1 + 12 + 1 + tag.length;
    String first =
        "0100000001" + "00".repeat(32) + "ffffffff" + "%02x".formatted(script) + height + push;
    String second =
        "%02x".formatted(tag.length)
            + HexFormat.of().formatHex(tag)
            + "ffffffff%02x".formatted(outputCount)
            + outputs
            + "00000000";
    return new Notify(
        id,
        hex(block.repeat(32)),
        hex(first),
        hex(second),
        empty ? List.of() : List.of(hex("11".repeat(32))),
        0x20000000,
        nbits,
        (int) now.time().getEpochSecond(),
        clean);
  }

  static HexBytes hex(String digits) {
    return Objects.requireNonNull(HexBytes.parse(digits));
  }
}
