package dev.adit.host;

import java.util.ArrayList;
import java.util.List;

/// What `adit doctor` says of one thing.
///
/// @param check what was looked at
/// @param found the value that was found
/// @param why what hurts, or what it is good for
/// @param cure the commands that help; none where nothing has to be done
public record Finding(String check, String found, Verdict verdict, String why, List<String> cure) {

  public Finding {
    cure = List.copyOf(cure);
  }

  /// As printed, and in JSON.
  public enum Verdict {
    FINE("fine"),
    HURTS("hurts"),
    UNKNOWN("unknown");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  static Finding fine(String check, String found) {
    return new Finding(check, found, Verdict.FINE, "", List.of());
  }

  static Finding unknown(String check) {
    return new Finding(check, "", Verdict.UNKNOWN, "can't be found out here", List.of());
  }

  static Finding hurts(String check, String found, String why, String... cure) {
    return new Finding(check, found, Verdict.HURTS, why, List.of(cure));
  }

  public boolean hurts() {
    return verdict == Verdict.HURTS;
  }

  /// For people: a line, and below it what hurts and what helps.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%-7s  %s%s".formatted(verdict, check, found.isEmpty() ? "" : ": " + found));
    if (!why.isEmpty()) {
      lines.add("         " + why);
    }
    cure.forEach(command -> lines.add("         > " + command));
    return lines;
  }
}
