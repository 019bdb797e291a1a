package dev.adit.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes as people write them: `512`, `16KiB`, `10MiB`, `1GiB`.
public final class SizeText {

  private static final Pattern SHAPE = Pattern.compile("(\\d{1,18})(B|KiB|MiB|GiB)?");
  private static final int STEP = 10;

  private SizeText() {}

  /// Reads one size, in bytes.
  public static Parsed<Long> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return new Parsed.Bad<>("is not a size: write bytes, KiB, MiB or GiB, such as \"10MiB\"");
    }
    long amount = Long.parseLong(shape.group(1));
    int shift =
        switch (shape.group(2)) {
          case "KiB" -> STEP;
          case "MiB" -> 2 * STEP;
          case "GiB" -> 3 * STEP;
          case null, default -> 0;
        };
    return amount > Long.MAX_VALUE >> shift
        ? new Parsed.Bad<>("is larger than can be counted: write a smaller one")
        : new Parsed.Good<>(amount << shift);
  }

  /// Writes a size in the largest unit that is exact.
  public static String format(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB"};
    long amount = bytes;
    int unit = 0;
    while (amount != 0 && amount % (1 << STEP) == 0 && unit < units.length - 1) {
      amount >>= STEP;
      unit++;
    }
    return amount + units[unit];
  }
}
