package dev.adit.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What makes a Port Relay `.env` complete: keys that are missing are added with their defaults,
/// those that nothing knows become comments. Every other line stays as it is, to the byte.
///
/// @param text of the file then
/// @param steps what was done, a line each; none where there is nothing to do
record EnvFix(String text, List<String> steps) {

  /// Mends a text in which every line can be read; where one can't, what follows it could be part
  /// of it.
  static EnvFix of(String text) {
    List<String> steps = new ArrayList<>();
    Set<String> there = new HashSet<>();
    String[] raw = text.split("\n", -1);
    for (EnvLine line : EnvLine.all(text)) {
      if (line instanceof EnvLine.Setting setting) {
        there.add(setting.key());
        if (!EnvKeys.isKnown(setting.key())) {
          raw[setting.number() - 1] = "# " + raw[setting.number() - 1];
          steps.add("commented out " + setting.at() + ", which is unknown");
        }
      }
    }
    StringBuilder mended = new StringBuilder(String.join("\n", raw));
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    for (KnownKey key : EnvKeys.TABLE.all()) {
      if (!EnvKeys.isOptional(key.name()) && !there.contains(key.name())) {
        if (!mended.isEmpty() && mended.charAt(mended.length() - 1) != '\n') {
          mended.append(end);
        }
        String line = key.name() + "=" + key.standard();
        mended.append(line).append(end);
        steps.add("added " + line);
      }
    }
    return new EnvFix(mended.toString(), steps);
  }
}
