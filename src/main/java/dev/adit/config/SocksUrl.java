package dev.adit.config;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A SOCKS5 proxy: `socks5://host:port` or `socks5://user:password@host:port`. User and password
/// may hold `%40` for `@` and the like.
///
/// @param host a name or address, an IPv6 address without brackets
/// @param port 1 to 65535
/// @param user "" where the proxy asks for none
public record SocksUrl(String host, int port, String user, Secret password) {

  private static final Pattern SHAPE =
      Pattern.compile(
          "(?i:socks5)://(?:(?<user>[^:@/]*)(?<password>:[^@/]*)?@)?(?<address>[^@/]+)/?");
  private static final Pattern ESCAPE = Pattern.compile("%(\\p{XDigit}{2})");
  private static final Pattern NO_ESCAPE = Pattern.compile("%(?!\\p{XDigit}{2})");
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{0,255}");
  static final String EXAMPLE =
      "write \"socks5://host:port\" or \"socks5://user:password@host:port\"";

  /// Why a user or a password can't be used.
  static final String UNSENDABLE = "is not at most 255 ASCII characters, as SOCKS5 wants";

  /// Reads a URL. What is wrong with it is said without quoting it.
  public static Parsed<SocksUrl> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()
        || !(HostPort.parse(shape.group("address")) instanceof Parsed.Good<HostPort>(var address))
        || address.host().isEmpty()) {
      return new Parsed.Bad<>(
          "is not a SOCKS5 proxy: "
              + EXAMPLE
              + ", with %40 for @, %2F for /, %3A for : and %25 for % in user and password");
    }
    if (address.port() == 0) {
      return new Parsed.Bad<>("has no port between 1 and 65535: " + EXAMPLE);
    }
    String user = Objects.requireNonNullElse(shape.group("user"), "");
    String password = Objects.requireNonNullElse(shape.group("password"), "");
    if (NO_ESCAPE.matcher(user + " " + password).find()) {
      return new Parsed.Bad<>("has a % without two hex digits after it: write %25 for %");
    }
    if (user.isEmpty() && !password.isEmpty()) {
      return new Parsed.Bad<>("has a password and no user: " + EXAMPLE);
    }
    Secret secret = new Secret(decoded(password.replaceFirst("^:", "")));
    SocksUrl url = new SocksUrl(address.host(), address.port(), decoded(user), secret);
    return isSendable(url.user) && isSendable(secret.reveal())
        ? new Parsed.Good<>(url)
        : new Parsed.Bad<>("has a user or a password that " + UNSENDABLE + ": choose another");
  }

  /// Whether it can be said to a proxy, as user or password.
  static boolean isSendable(String text) {
    return PRINTABLE.matcher(text).matches();
  }

  private static String decoded(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || "%:@/".indexOf(c) >= 0) {
        encoded.append("%%%02X".formatted((int) c));
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }

  /// As written in a configuration file.
  ///
  /// @param shownPassword the password, or what stands for it
  String toString(String shownPassword) {
    String login =
        user.isEmpty()
            ? ""
            : encoded(user) + (shownPassword.isEmpty() ? "" : ":" + encoded(shownPassword)) + "@";
    return "socks5://" + login + new HostPort(host, port);
  }

  /// With the password masked.
  @Override
  public String toString() {
    return toString(password.toString());
  }
}
