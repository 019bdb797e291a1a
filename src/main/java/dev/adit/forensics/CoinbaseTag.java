package dev.adit.forensics;

/// The text in a coinbase by which a pool can be told: runs of printable characters without their
/// digits, since some pools count in it.
final class CoinbaseTag {
  static final int SHORTEST = 4;
  private static final int LONGEST = 256;

  /// Merged mining: `fabe6d6d`, a hash of 32 bytes, two numbers. Its bytes may look like text.
  private static final String MERGED_MINING = "fabe6d6d";

  private static final int MERGED_MINING_BYTES = 44;

  private CoinbaseTag() {}

  /// Runs of at least [#SHORTEST] characters, each followed by a line end.
  static String text(Coinbase coinbase) {
    byte[] script = coinbase.script().toByteArray();
    int merged = coinbase.script().hex().indexOf(MERGED_MINING);
    int hiddenFrom = merged < 0 || merged % 2 != 0 ? script.length : merged / 2;
    StringBuilder text = new StringBuilder();
    StringBuilder run = new StringBuilder();
    int start = coinbase.height() >= 0 ? Math.min(script.length, heightBytes(script)) : 0;
    for (int i = start; i < Math.min(script.length, LONGEST); i++) {
      boolean isHidden = i >= hiddenFrom && i < hiddenFrom + MERGED_MINING_BYTES;
      if (isHidden || script[i] < ' ' || script[i] > '~') {
        end(run, text);
      } else if (script[i] < '0' || script[i] > '9') {
        run.append((char) script[i]);
      }
    }
    end(run, text);
    return text.toString();
  }

  private static int heightBytes(byte[] script) {
    return script[0] > 0x50 ? 1 : 1 + script[0];
  }

  private static void end(StringBuilder run, StringBuilder text) {
    if (run.length() >= SHORTEST) {
      text.append(run).append('\n');
    }
    run.setLength(0);
  }

  /// The longest piece of one line that both have.
  static String common(String one, String other) {
    int[] lengths = new int[other.length() + 1];
    int longest = 0;
    int end = 0;
    for (int i = 0; i < one.length(); i++) {
      for (int j = other.length(); j > 0; j--) {
        boolean same = one.charAt(i) == other.charAt(j - 1) && one.charAt(i) != '\n';
        lengths[j] = same ? lengths[j - 1] + 1 : 0;
        if (lengths[j] > longest) {
          longest = lengths[j];
          end = i + 1;
        }
      }
    }
    return one.substring(end - longest, end);
  }
}
