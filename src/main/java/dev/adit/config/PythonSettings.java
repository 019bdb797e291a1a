package dev.adit.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The settings of the original tap, each once. What can't be used is noted as a problem, and what
/// has no counterpart here as a notice.
final class PythonSettings {
  /// Lines of code that are named; of a whole program nobody wants to see more.
  private static final int MOST_NAMED = 10;

  private static final BigDecimal LONGEST_SECONDS = new BigDecimal(10 * 365 * 86_400);

  private static final String CODE =
      "is code, and nothing here is run: leave nothing but settings in the file, such as"
          + " POOL_PORT = 3333";

  private final Map<String, PythonStatement.Assignment> byName = new HashMap<>();
  private final Map<String, Node> values = new HashMap<>();
  private final Problems problems;
  private final List<String> notices;

  PythonSettings(String text, Problems problems, List<String> notices) {
    this.problems = problems;
    this.notices = notices;
    List<PythonStatement> code = new ArrayList<>();
    for (PythonStatement statement : PythonStatements.of(text)) {
      switch (statement) {
        case PythonStatement.Assignment it when PythonKeys.TABLE.find("", it.name()) != null ->
            keep(it);
        case PythonStatement.Assignment it when it.isConstant() ->
            notices.add(it.at() + ": unknown setting, ignored: " + cure(it.name()));
        case PythonStatement.Assignment other -> code.add(other);
        case PythonStatement.Idle(int number, String line) ->
            notices.add("line %d: %s is ignored".formatted(number, Node.quoted(line)));
        case PythonStatement.Code lines -> code.add(lines);
      }
    }
    nameCode(code);
  }

  private static String cure(String name) {
    return PythonKeys.TABLE.cureFor("", name);
  }

  private void keep(PythonStatement.Assignment setting) {
    PythonStatement.Assignment before = byName.putIfAbsent(setting.name(), setting);
    if (before != null) {
      problems.add(
          setting.at(),
          "stands on line %d already, and of two Python takes the last: remove one"
              .formatted(before.number()));
    } else if (PythonKeys.NOT_NEEDED.contains(setting.name())) {
      String meaning = PythonKeys.TABLE.get("", setting.name()).meaning();
      notices.add(setting.at() + ": " + meaning);
    } else {
      switch (PythonLiteral.parse(setting.value())) {
        case Parsed.Good<Node>(Node value) -> values.put(setting.name(), value);
        case Parsed.Bad<Node>(String why) -> problems.add(setting.at(), why);
      }
    }
  }

  /// What is indented belongs to what is named before it.
  private void nameCode(List<PythonStatement> all) {
    List<PythonStatement> named = new ArrayList<>();
    for (PythonStatement it : all) {
      if (named.isEmpty() || !(it instanceof PythonStatement.Code code && code.isIndented())) {
        named.add(it);
      }
    }
    for (PythonStatement it : named.subList(0, Math.min(MOST_NAMED, named.size()))) {
      switch (it) {
        case PythonStatement.Assignment other ->
            problems.add(other.at(), "is no setting: " + cure(other.name()));
        case PythonStatement.Code(int number, String text, String why) ->
            problems.add(
                "line " + number, Node.quoted(text.strip()) + " " + (why.isEmpty() ? CODE : why));
        case PythonStatement.Idle _ -> {}
      }
    }
    if (named.size() > MOST_NAMED) {
      problems.add(
          "code",
          "%d more statements are no settings: leave nothing but settings in the file"
              .formatted(named.size() - MOST_NAMED));
    }
  }

  /// Where a setting stands; null where it is left out.
  PythonStatement.@Nullable Assignment find(String name) {
    return byName.get(name);
  }

  /// A text; `None` is as good as "".
  String text(String name) {
    return value(
        name, node -> node instanceof Node.Null ? new Parsed.Good<>("") : Values.text(node), "");
  }

  /// 1 and 0 are as good as True and False, as there.
  boolean flag(String name) {
    return value(
        name,
        node ->
            switch (node) {
              case Node.Flag(boolean flag) -> new Parsed.Good<>(flag);
              case Node.Figure(BigDecimal number) when number.compareTo(BigDecimal.ZERO) == 0 ->
                  new Parsed.Good<>(false);
              case Node.Figure(BigDecimal number) when number.compareTo(BigDecimal.ONE) == 0 ->
                  new Parsed.Good<>(true);
              default -> new Parsed.Bad<>("is neither True nor False: write one of them");
            },
        false);
  }

  int count(String name, int least, int most) {
    return value(
        name,
        node ->
            Values.count(node) instanceof Parsed.Good<Integer>(Integer count)
                    && count >= least
                    && count <= most
                ? new Parsed.Good<>(count)
                : new Parsed.Bad<>(
                    "can't be used: write a whole number from %d to %d".formatted(least, most)),
        least);
  }

  /// A time in seconds, as native files write it.
  Node.Text seconds(String name) {
    return value(
        name,
        node -> {
          if (node instanceof Node.Figure(BigDecimal seconds)
              && seconds.signum() > 0
              && seconds.compareTo(LONGEST_SECONDS) <= 0
              && seconds.stripTrailingZeros().scale() <= 3) {
            return new Parsed.Good<>(
                new Node.Text(seconds.movePointRight(3).toBigInteger() + "ms"));
          }
          return new Parsed.Bad<>(
              "is no time: write seconds above 0 and up to ten years, with at most three decimals,"
                  + " such as 300 or 0.005");
        },
        new Node.Text("1s"));
  }

  /// A list as native files write it, of what `each` can read.
  Node list(String name, Function<Node, ? extends Parsed<?>> each) {
    return value(
        name,
        node ->
            each.apply(node) instanceof Parsed.Bad<?>(String why)
                ? new Parsed.Bad<>(why)
                : new Parsed.Good<>(node),
        Node.Items.NONE);
  }

  private <T> T value(String name, Function<Node, Parsed<T>> read, T placeholder) {
    Node given = values.get(name);
    Node standard = PythonKeys.TABLE.get("", name).standardNode();
    Node node = given != null ? given : standard == null ? new Node.Null() : standard;
    return switch (read.apply(node)) {
      case Parsed.Good<T>(T value) -> value;
      case Parsed.Bad<T>(String why) -> {
        problem(name, node.shown() + " " + why);
        yield placeholder;
      }
    };
  }

  /// Notes what is wrong with a setting.
  void problem(String name, String says) {
    PythonStatement.Assignment given = byName.get(name);
    problems.add(given == null ? name : given.at(), says);
  }

  /// Notes what a user should know of a setting.
  void notice(String name, String says) {
    PythonStatement.Assignment given = byName.get(name);
    notices.add((given == null ? name : given.at()) + ": " + says);
  }
}
