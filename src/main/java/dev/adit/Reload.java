package dev.adit;

import dev.adit.config.AditConfig;
import dev.adit.config.Change;
import dev.adit.config.ListenerConfig;
import dev.adit.config.Via;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What a configuration file that was read again would change.
final class Reload {
  private static final String FROM_NOW_ON = "for connections from now on";

  private Reload() {}

  /// Each change with what it means, a line each; none where the files say the same.
  static List<String> lines(AditConfig running, AditConfig read) {
    Set<String> reopened = reopened(running, read);
    return Change.between(running, read).stream()
        .map(change -> change + " (" + effect(change, reopened, running, read) + ")")
        .toList();
  }

  /// The names of listeners that must be closed, opened, or both: all others keep their miners.
  static Set<String> reopened(AditConfig running, AditConfig read) {
    Map<String, Object> before = doors(running);
    Map<String, Object> after = doors(read);
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return names;
  }

  private static Map<String, Object> doors(AditConfig config) {
    Map<String, Object> doors = new LinkedHashMap<>();
    for (ListenerConfig listener : config.listeners()) {
      Via via = listener.relay() == null ? Via.USER : listener.relay().via();
      doors.put(listener.name(), List.of(listener.bind(), listener.mode(), via));
    }
    return doors;
  }

  private static String effect(
      Change change, Set<String> reopened, AditConfig running, AditConfig read) {
    String kind = change.part().replaceFirst("\\..*", "");
    String name = change.part().substring(Math.min(change.part().length(), kind.length() + 1));
    boolean tapped = leadsToTapsOnly(kind, name, read);
    return switch (kind) {
      case "admin" -> "at the next start";
      case "forensics" -> change.isWhole() && !change.isGone() ? FROM_NOW_ON : "at once";
      case "pool" -> tapped && !change.isWhole() ? FROM_NOW_ON : pool(change);
      case "listener" ->
          tapped && change.key().equals("pools") && !reopened.contains(name)
              ? FROM_NOW_ON
              : listener(change, reopened.contains(name), open(name, running, read));
      default -> "at once";
    };
  }

  /// A tap's miners have each a connection to a pool of their own, which they keep.
  private static boolean leadsToTapsOnly(String kind, String name, AditConfig read) {
    List<ListenerConfig> concerned =
        read.listeners().stream()
            .filter(
                door -> (kind.equals("pool") ? door.pools() : List.of(door.name())).contains(name))
            .toList();
    return !concerned.isEmpty() && concerned.stream().allMatch(door -> door.tap() != null);
  }

  private static String pool(Change change) {
    return change.isWhole()
        ? "which listeners use it is said there"
        : "its miners stay, and move when the new connection has a job; who can't follow connects"
            + " anew in a paced wave";
  }

  /// As it runs, or will.
  private static ListenerConfig open(String name, AditConfig running, AditConfig read) {
    return Stream.of(running, read)
        .flatMap(config -> config.listeners().stream())
        .filter(door -> door.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String listener(Change change, boolean reopened, ListenerConfig door) {
    if (change.isWhole() && !change.isGone()) {
      return "it is opened";
    }
    return switch (door.mode()) {
      case TCP -> flows(change, reopened, "its flows may go on for listener.drain");
      case UDP -> flows(change, reopened, "its sessions end");
      case PROXY, TAP -> miners(change, reopened);
    };
  }

  private static String flows(Change change, boolean reopened, String end) {
    if (change.isGone()) {
      return end;
    }
    return reopened ? "it is closed and opened; " + end : "flows stay";
  }

  private static String miners(Change change, boolean reopened) {
    if (change.isGone()) {
      return "its miners are disconnected";
    }
    if (reopened) {
      return "it is closed and opened; its miners connect anew";
    }
    return change.key().equals("pools")
        ? "miners whose pool changes move; who can't follow connects anew in a paced wave"
        : "miners stay";
  }
}
