package dev.adit.config;

import java.util.Locale;
import java.util.regex.Pattern;

/// What an address to be paid at looks like. Whether its checksum is right is for those to say who
/// decode it.
final class AddressShape {
  static final String NO_ACCOUNT =
      "is no address: write one of 26 to 62 letters and digits, without a worker's name";
  static final String NO_ADDRESS =
      "is no Bitcoin address: write one that begins with 1, 3 or bc1, whole and without a worker's"
          + " name";

  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9]{26,62}");
  private static final Pattern BASE58 = Pattern.compile("[1-9A-HJ-NP-Za-km-z]{26,35}");

  /// BIP 173: at most 90 characters, of which the part behind the last 1 lacks 1, b, i and o.
  private static final Pattern BECH32 =
      Pattern.compile("(?=.{14,90}$)[a-z]{2,10}1[02-9ac-hj-np-z]+");

  private AddressShape() {}

  /// Whether a pool may know it: any chain's.
  static boolean isAccount(String text) {
    return ACCOUNT.matcher(text).matches();
  }

  /// Whether it may be Bitcoin's, of any of its networks.
  static boolean isAddress(String text) {
    // In one case or the other, never in both.
    boolean shouted = text.equals(text.toUpperCase(Locale.ROOT));
    return BASE58.matcher(text).matches()
        || BECH32.matcher(shouted ? text.toLowerCase(Locale.ROOT) : text).matches();
  }
}
