package dev.adit.config;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One `RELAY_N="in_port;out_port;out_host;TCP"`.
///
/// @param number its N
/// @param line where it stands
/// @param target where its bytes or datagrams go
record EnvRelay(long number, EnvLine.Setting line, int inPort, HostPort target, Mode mode) {
  private static final String SHAPE = "write \"in_port;out_port;out_host;TCP\", or UDP";
  private static final List<String> FIELDS = List.of("in_port", "out_port", "out_host");
  private static final int MOST_DIGITS = 18;
  private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z_])\\w[\\w.-]{0,252}");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /// Reads one, or says all that is wrong with it.
  static Parsed<EnvRelay> of(EnvLine.Setting line) {
    String number = line.key().substring("RELAY_".length());
    if (number.length() > MOST_DIGITS) {
      return new Bad<>("its number is too long: write one such as RELAY_1");
    }
    if (line.value().isBlank()) {
      return new Bad<>("is empty: %s, or put # before the line".formatted(SHAPE));
    }
    List<String> fields = fields(line.value());
    List<String> missing = missing(fields);
    if (!missing.isEmpty() || fields.size() > FIELDS.size() + 1) {
      String what =
          missing.isEmpty()
              ? "has " + fields.size() + " fields"
              : String.join(" and ", missing)
                  + (missing.size() == 1 ? " is missing" : " are missing");
      return new Bad<>("%s %s: %s".formatted(Node.quoted(line.value()), what, SHAPE));
    }
    Parsed<Integer> in = port(fields.get(0));
    Parsed<Integer> out = port(fields.get(1));
    Parsed<String> host = host(fields.get(2));
    Parsed<Mode> mode = mode(fields.size() > FIELDS.size() ? fields.getLast() : "");
    if (in instanceof Good<Integer>(Integer inPort)
        && out instanceof Good<Integer>(Integer outPort)
        && host instanceof Good<String>(String name)
        && mode instanceof Good<Mode>(Mode protocol)) {
      HostPort target = new HostPort(name, outPort);
      return bind(inPort).isReachedBy(target)
          ? new Bad<>("\"%s\" is this relay itself: name another target".formatted(target))
          : new Good<>(new EnvRelay(Long.parseLong(number), line, inPort, target, protocol));
    }
    return new Bad<>(
        Stream.of(in, out, host, mode)
            .flatMap(part -> part instanceof Bad<?>(String why) ? Stream.of(why) : Stream.empty())
            .distinct()
            .collect(Collectors.joining("; ")));
  }

  /// How the listener is called.
  String name() {
    return line.key().replace("RELAY_", "relay-");
  }

  HostPort bind() {
    return bind(inPort);
  }

  private static HostPort bind(int port) {
    return new HostPort("0.0.0.0", port);
  }

  /// The older form has commas.
  private static List<String> fields(String value) {
    String separator = value.contains(";") ? ";" : ",";
    List<String> fields =
        new ArrayList<>(Stream.of(value.split(separator, -1)).map(String::strip).toList());
    if (fields.size() > FIELDS.size() && fields.getLast().isEmpty()) {
      fields.removeLast();
    }
    return fields;
  }

  private static List<String> missing(List<String> fields) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < FIELDS.size(); i++) {
      if (i >= fields.size() || fields.get(i).isEmpty()) {
        missing.add(FIELDS.get(i));
      }
    }
    return missing;
  }

  private static Parsed<Integer> port(String text) {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    return port >= 1 && port <= 65535
        ? new Good<>(port)
        : new Bad<>(Node.quoted(text) + " is no port: write one from 1 to 65535");
  }

  /// A name, an IPv4 address, or an IPv6 address with or without brackets; nothing is looked up.
  private static Parsed<String> host(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    boolean address = bare.contains(":") || (bare.equals(text) && IPV4.matcher(bare).matches());
    if (address ? isLiteral(bare) : NAME.matcher(text).matches()) {
      return new Good<>(bare);
    }
    return new Bad<>(
        Node.quoted(text)
            + " is no host: write a name or an address, without a port, such as"
            + " \"btc.example.com\"");
  }

  private static boolean isLiteral(String address) {
    try {
      return !address.contains("%") && InetAddress.ofLiteral(address).getAddress().length > 0;
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private static Parsed<Mode> mode(String word) {
    if (word.isEmpty() || word.equalsIgnoreCase("TCP")) {
      return new Good<>(Mode.TCP);
    }
    return word.equalsIgnoreCase("UDP")
        ? new Good<>(Mode.UDP)
        : new Bad<>(Node.quoted(word) + " is no protocol: write TCP or UDP");
  }
}
