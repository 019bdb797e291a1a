package dev.adit.config;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// What each type of key makes of a value in the file. Nothing is converted that was not written: a
/// number is no text, and a text is no number.
final class Values {

  private static final BigDecimal MAX_COUNT = BigDecimal.valueOf(Integer.MAX_VALUE);

  private Values() {}

  static Parsed<String> text(Node node) {
    return node instanceof Node.Text(String text)
        ? new Good<>(text)
        : new Bad<>("is not a text: write it in quotes");
  }

  static Parsed<Boolean> flag(Node node) {
    return node instanceof Node.Flag(boolean flag)
        ? new Good<>(flag)
        : new Bad<>("is neither true nor false: write one of them, without quotes");
  }

  static Parsed<Integer> count(Node node) {
    if (node instanceof Node.Figure(BigDecimal number)
        && number.signum() >= 0
        && number.compareTo(MAX_COUNT) <= 0
        && number.stripTrailingZeros().scale() <= 0) {
      return new Good<>(number.intValue());
    }
    return new Bad<>("is not a whole number: write one from 0 to 2147483647, without quotes");
  }

  static Parsed<Double> number(Node node) {
    if (node instanceof Node.Figure(BigDecimal number)
        && Double.isFinite(number.doubleValue())
        && (number.signum() == 0 || number.doubleValue() != 0)) {
      return new Good<>(number.doubleValue());
    }
    return new Bad<>(
        "is not a number that can be used: write one such as 0.5 or 1024, without quotes");
  }

  static Parsed<Duration> duration(Node node) {
    return ofText(
        node, DurationText::parse, "is not a duration: write it in quotes, such as \"15s\"");
  }

  static Parsed<HostPort> address(Node node) {
    return ofText(node, HostPort::parse, HostPort.CURE);
  }

  static Parsed<List<HostPort>> addresses(Node node) {
    List<HostPort> addresses = new ArrayList<>();
    for (Node item : node instanceof Node.Items(List<Node> items) ? items : List.of(node)) {
      switch (address(item)) {
        case Good<HostPort>(HostPort address) -> addresses.add(address);
        case Bad<HostPort>(String why) -> {
          return new Bad<>(
              node instanceof Node.Items ? "has " + item.shown() + ", which " + why : why);
        }
      }
    }
    return new Good<>(addresses);
  }

  static Parsed<Long> size(Node node) {
    return ofText(node, SizeText::parse, "is not a size: write it in quotes, such as \"10MiB\"");
  }

  static Parsed<PoolUrl> url(Node node) {
    return ofText(node, PoolUrl::parse, "is not a text: " + PoolUrl.EXAMPLE);
  }

  static Parsed<URI> site(Node node) {
    return ofText(node, SiteUrl::parse, "is not a text: " + SiteUrl.EXAMPLE);
  }

  static Parsed<List<String>> texts(Node node) {
    List<String> texts = new ArrayList<>();
    for (Node item : node instanceof Node.Items(List<Node> items) ? items : List.of(node)) {
      if (!(node instanceof Node.Items) || !(item instanceof Node.Text(String text))) {
        return new Bad<>("is not a list of texts: write for example [\"main\", \"backup\"]");
      }
      texts.add(text);
    }
    return new Good<>(texts);
  }

  static Parsed<SocksUrl> socks(Node node) {
    return ofText(node, SocksUrl::parse, "is not a text: " + SocksUrl.EXAMPLE);
  }

  static Parsed<List<Network>> networks(Node node) {
    if (!(node instanceof Node.Items(List<Node> items))) {
      return new Bad<>("is not a list: write for example [\"192.0.2.7\", \"10.0.0.0/8\"]");
    }
    List<Network> networks = new ArrayList<>();
    for (Node item : items) {
      switch (ofText(item, Network::parse, "is not a text: write it in quotes")) {
        case Good<Network>(Network network) -> networks.add(network);
        case Bad<Network>(String why) -> {
          return new Bad<>("has " + item.shown() + ", which " + why);
        }
      }
    }
    return new Good<>(networks);
  }

  /// One of the constants of an enum, by the text of its `toString`.
  static <E extends Enum<E>> Parsed<E> choice(Node node, Class<E> type) {
    E[] all = type.getEnumConstants();
    for (E constant : all) {
      if (node instanceof Node.Text(String text) && text.equals(constant.toString())) {
        return new Good<>(constant);
      }
    }
    return new Bad<>(
        "is none of the choices: write one of "
            + Node.quoted(Stream.of(all).map(Enum::toString).toList()));
  }

  private static <T> Parsed<T> ofText(
      Node node, Function<String, Parsed<T>> parse, String otherwise) {
    return node instanceof Node.Text(String text) ? parse.apply(text) : new Bad<>(otherwise);
  }
}
