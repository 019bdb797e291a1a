package dev.adit.aggregate;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Which hosts may be a pool's, by their names. Names only: nothing is looked up.
public final class PoolHosts {
  private static final Pattern ADDRESS = Pattern.compile(".*:.*|.*\\.\\d+");

  /// Under which many countries give names away.
  private static final Set<String> SECOND =
      Set.of("ac", "co", "com", "go", "ne", "net", "or", "org");

  private PoolHosts() {}

  /// Whether it is the same host or one of its sub-domains: what the pool's owner has named without
  /// doubt.
  public static boolean isWithin(String home, String there) {
    String known = normal(home);
    String other = normal(there);
    return other.equals(known) || other.endsWith("." + known);
  }

  /// Whether both belong to one owner as far as names tell: within the same registered domain. That
  /// is the last two labels, or three where they look like `co.uk`; no list is asked, so names
  /// below a public suffix of another shape pass as one owner's.
  public static boolean isOfOneOwner(String home, String there) {
    return isWithin(home, there) || (!isAddress(home) && isWithin(registered(home), there));
  }

  private static String registered(String host) {
    String[] labels = normal(host).split("\\.", -1);
    int count = labels.length;
    if (count <= 2) {
      return normal(host);
    }
    String two = labels[count - 2] + "." + labels[count - 1];
    boolean isCountrys = labels[count - 1].length() == 2 && SECOND.contains(labels[count - 2]);
    return isCountrys ? labels[count - 3] + "." + two : two;
  }

  private static boolean isAddress(String host) {
    return ADDRESS.matcher(host).matches();
  }

  private static String normal(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
