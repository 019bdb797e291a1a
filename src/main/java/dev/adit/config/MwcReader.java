package dev.adit.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a guard of an MWC node's TOML, which has neither pools nor listeners of ours.
final class MwcReader {
  private static final String SERVER = "server";
  private static final String STRATUM = "stratum_mining_config";
  private static final String PATH = SERVER + "." + STRATUM;

  private final Problems problems;
  private final List<String> notices;

  MwcReader(Problems problems, List<String> notices) {
    this.problems = problems;
    this.notices = notices;
  }

  /// Whether a file is a node's.
  static boolean fits(Node.Table file) {
    return file.entries().get(SERVER) instanceof Node.Table;
  }

  GuardConfig read(Node.Table file) {
    Fields node = Fields.of(MwcKeys.TABLE, problems, "", PATH, known(stratum(file)));
    Fields standard = Fields.of(NativeKeys.TABLE, problems, "guard", "guard", Node.Table.EMPTY);
    boolean tracking = node.flag("ip_tracking");
    return new GuardConfig(
        true,
        whole(node, "workers_connection_limit"),
        0,
        0,
        tracking ? Duration.ofMillis(whole(node, "connection_pace_ms")) : Duration.ZERO,
        Duration.ofMillis(whole(node, "worker_login_timeout_ms")),
        tracking ? points(node) : 0,
        whole(node, "shares_weight"),
        Duration.ofSeconds(history(node)),
        standard.duration("ban"),
        standard.duration("newcomer_grace"),
        node.networks("ip_white_list"),
        node.networks("ip_black_list"),
        standard.count("ipv6_prefix"),
        false,
        null);
  }

  private static Node.Table stratum(Node.Table file) {
    return file.entries().get(SERVER) instanceof Node.Table server
            && server.entries().get(STRATUM) instanceof Node.Table stratum
        ? stratum
        : Node.Table.EMPTY;
  }

  private Node.Table known(Node.Table stratum) {
    Map<String, Node> known = new LinkedHashMap<>();
    stratum
        .entries()
        .forEach(
            (name, value) -> {
              if (MwcKeys.TABLE.find("", name) != null) {
                known.put(name, value);
              } else {
                notices.add("%s.%s is not carried over".formatted(PATH, Node.unquoted(name)));
              }
            });
    return new Node.Table(known);
  }

  /// There a negative number switches a limit off.
  private int whole(Fields node, String name) {
    double number = node.number(name);
    if (number != Math.rint(number) || number > Integer.MAX_VALUE) {
      problems.add(
          node.at(name),
          "%s is not a whole number that can be used: write one up to %d"
              .formatted(Node.plain(number), Integer.MAX_VALUE));
    }
    return (int) Math.max(0, Math.min(number, Integer.MAX_VALUE));
  }

  /// The one number that can't be off: there the node does not start with a negative one.
  private int history(Fields node) {
    int seconds = whole(node, "ip_pool_ban_history_s");
    long least = GuardConfig.SHORTEST_HISTORY.toSeconds();
    long most = GuardConfig.LONGEST_HISTORY.toSeconds();
    if (seconds < least || seconds > most) {
      problems.add(
          node.at("ip_pool_ban_history_s"),
          "%s is too short or too long: write one from %d to %d"
              .formatted(Node.plain(node.number("ip_pool_ban_history_s")), least, most));
    }
    return seconds;
  }

  /// There 0 bans at the first bad event; here it bans never.
  private int points(Fields node) {
    int points = whole(node, "ban_action_limit");
    if (points > GuardConfig.MOST_BAN_POINTS) {
      problems.add(
          node.at("ban_action_limit"),
          "%d is too many: write %d or less, or -1 for none"
              .formatted(points, GuardConfig.MOST_BAN_POINTS));
    }
    if (points == 0 && node.number("ban_action_limit") == 0) {
      notices.add(node.at("ban_action_limit") + ": 0 becomes ban_points = 1, the strictest here");
      return 1;
    }
    return points;
  }
}
