package dev.adit.forensics;

import java.util.regex.Pattern;

/// What a stranger said, fit for a line of a file or a screen.
final class Brief {
  private static final int LONGEST = 128;

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]");

  private Brief() {}

  /// Cut, and without characters that are none to be seen.
  static String of(String said) {
    String cut = said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "...";
    return UNSEEN.matcher(cut).replaceAll("?");
  }
}
