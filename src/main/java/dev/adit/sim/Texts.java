package dev.adit.sim;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What the options of the simulators look like as text.
final class Texts {
  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("(\\d+(?:\\.\\d+)?) *([a-zA-Z/]*)");

  private Texts() {}

  /// `127.0.0.1:3333`, `[::1]:3333`, or `:3333` for all addresses.
  static final class Address implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 0) {
        throw new TypeConversionException("'" + text + "' has no port; such as 127.0.0.1:3333");
      }
      String host = text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
      return address(host, text.substring(colon + 1), text);
    }
  }

  /// `stratum+tcp://host:port`, `stratum+ssl://host:port`, or `host:port`.
  static final class Pool implements ITypeConverter<PoolAddress> {
    @Override
    public PoolAddress convert(String text) {
      if (!text.contains("://")) {
        return new PoolAddress(new Address().convert(text), false);
      }
      URI uri = URI.create(text);
      boolean tls =
          switch (String.valueOf(uri.getScheme())) {
            case "stratum+tcp", "tcp" -> false;
            case "stratum+ssl", "stratum+tls", "ssl", "tls" -> true;
            default ->
                throw new TypeConversionException(
                    "'" + text + "' is no pool; such as" + " stratum+tcp://127.0.0.1:3333");
          };
      String host = String.valueOf(uri.getHost()).replaceAll("^\\[(.*)]$", "$1");
      return new PoolAddress(address(host, Integer.toString(uri.getPort()), text), tls);
    }
  }

  /// `30s`, `250ms`, `10m`, `1h`.
  static final class Span implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Matcher parts = NUMBER_AND_UNIT.matcher(text);
      double nanosPerUnit =
          !parts.matches()
              ? 0
              : switch (parts.group(2)) {
                case "ms" -> 1e6;
                case "s" -> 1e9;
                case "m" -> 60e9;
                case "h" -> 3600e9;
                default -> 0;
              };
      if (nanosPerUnit == 0) {
        throw new TypeConversionException("'" + text + "' is no time; such as 30s, 250ms, 10m");
      }
      return Duration.ofNanos(Math.round(Double.parseDouble(parts.group(1)) * nanosPerUnit));
    }
  }

  /// Hashes per second: `50kH`, `1.5 MH/s`, `20000`.
  static final class Hashrate implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      Matcher parts = NUMBER_AND_UNIT.matcher(text);
      double factor =
          !parts.matches()
              ? 0
              : switch (parts.group(2).toLowerCase(Locale.ROOT).replaceAll("h?(/s)?$", "")) {
                case "" -> 1;
                case "k" -> 1e3;
                case "m" -> 1e6;
                case "g" -> 1e9;
                default -> 0;
              };
      if (factor == 0) {
        throw new TypeConversionException("'" + text + "' is no hashrate; such as 50kH, 1.5MH");
      }
      return Double.parseDouble(parts.group(1)) * factor;
    }
  }

  /// Up to eight hexadecimal digits.
  static final class Hex32 implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        return Integer.parseUnsignedInt(text, 16);
      } catch (NumberFormatException wrong) {
        throw new TypeConversionException("'" + text + "' is no hexadecimal number of 32 bits");
      }
    }
  }

  static final class OneCheat implements ITypeConverter<Cheat> {
    @Override
    public Cheat convert(String text) {
      return oneOf(Cheat.values(), text);
    }
  }

  static final class OneBehaviour implements ITypeConverter<Behaviour> {
    @Override
    public Behaviour convert(String text) {
      return oneOf(Behaviour.values(), text);
    }
  }

  /// By name, however it is written; what does not fit is answered with each name once.
  private static <E extends Enum<E>> E oneOf(E[] all, String text) {
    String name = text.replace('-', '_');
    return Arrays.stream(all)
        .filter(it -> it.name().equalsIgnoreCase(name))
        .findAny()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of %s but was '%s'".formatted(Arrays.toString(all), text)));
  }

  private static InetSocketAddress address(String host, String port, String text) {
    try {
      int number = Integer.parseInt(port);
      return host.isEmpty() ? new InetSocketAddress(number) : new InetSocketAddress(host, number);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException("'" + text + "' has no usable port");
    }
  }
}
