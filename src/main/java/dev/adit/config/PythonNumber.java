package dev.adit.config;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// Numbers as Python writes them, and the arithmetic that people write settings with.
final class PythonNumber {
  private static final int LONGEST = 40;
  private static final String DIGITS = "[0-9](?:_?[0-9])*";
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:(?:0|[1-9](?:_?[0-9])*)(?:\\.(?:%1$s)?)?|\\.%1$s)(?:[eE][+-]?[0-9]{1,2})?"
              .formatted(DIGITS));
  private static final BigDecimal LARGEST = new BigDecimal("1e18");
  private static final BigDecimal SMALLEST = new BigDecimal("1e-18");

  private static final Bad<Node> UNUSABLE =
      new Bad<>("has a number that can't be used: write one such as 3333 or 0.005");

  private PythonNumber() {}

  static Parsed<Node> parse(String text) {
    if (text.length() > LONGEST || !SHAPE.matcher(text).matches()) {
      return UNUSABLE;
    }
    String plain = text.replace("_", "").replaceFirst("\\.(?=$|[eE])", "");
    return usable(new BigDecimal(plain));
  }

  /// What comes of two numbers; what is none can't be reckoned with.
  static Parsed<Node> of(Node left, String sign, Node right) {
    if (!(left instanceof Node.Figure(BigDecimal a))
        || !(right instanceof Node.Figure(BigDecimal b))) {
      return new Bad<>(PythonLiteral.NO_VALUE);
    }
    boolean divides = sign.startsWith("/");
    if (divides && b.signum() == 0) {
      return new Bad<>("divides by zero: write the number itself");
    }
    return switch (sign) {
      case "+" -> usable(a.add(b, MathContext.DECIMAL128));
      case "-" -> usable(a.subtract(b, MathContext.DECIMAL128));
      case "*" -> usable(a.multiply(b, MathContext.DECIMAL128));
      case "/" -> usable(a.divide(b, MathContext.DECIMAL128));
      case "//" -> usable(a.divide(b, MathContext.DECIMAL128).setScale(0, RoundingMode.FLOOR));
      default -> new Bad<>("has a power: write the number itself");
    };
  }

  private static Parsed<Node> usable(BigDecimal number) {
    BigDecimal size = number.abs();
    return size.compareTo(LARGEST) > 0 || (size.signum() != 0 && size.compareTo(SMALLEST) < 0)
        ? UNUSABLE
        : new Good<>(new Node.Figure(number));
  }
}
