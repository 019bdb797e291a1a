package dev.adit.work;

/// How the extranonce2 that a pool grants is shared out: `tagBytes` name the miner, `minerBytes`
/// are the miner's to count in.
///
/// Source: `stratum-v1` §6.3. Miners need at least 2 bytes, and common firmware fails above 8.
public record ExtranonceSplit(int tagBytes, int minerBytes) {
  private static final int LEAST_MINER_BYTES = 2;
  private static final int MOST_MINER_BYTES = 8;
  private static final int MOST_BYTES = 16;

  /// What can be done with a pool's extranonce2.
  public sealed interface Result {}

  public record Usable(ExtranonceSplit split) implements Result {}

  /// No miner could work with it.
  ///
  /// @param reason why the pool can't be used, for the operator
  public record Unusable(String reason) implements Result {}

  /// The split of a pool's extranonce2.
  ///
  /// @param extranonce2Size bytes, whatever the pool said
  public static Result of(int extranonce2Size) {
    if (extranonce2Size < LEAST_MINER_BYTES) {
      return new Unusable(
          "extranonce2 size " + extranonce2Size + " is too small: miners need at least 2 bytes");
    }
    if (extranonce2Size > MOST_BYTES) {
      return new Unusable(
          "extranonce2 size " + extranonce2Size + " is too large: at most 16 bytes can be used");
    }
    int tagBytes =
        switch (extranonce2Size) {
          case 2, 3 -> 0;
          case 4, 5 -> 1;
          case 6, 7 -> 2;
          default -> Math.max(4, extranonce2Size - MOST_MINER_BYTES);
        };
    return new Usable(new ExtranonceSplit(tagBytes, extranonce2Size - tagBytes));
  }

  /// How many miners can be told apart; 1 where there is no tag.
  public long slots() {
    return tagBytes >= 4 ? Integer.MAX_VALUE : 1L << (8 * tagBytes);
  }
}
