package dev.adit.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of the program that is installed, by their path below /opt/adit.
///
/// @param inPlace whether it runs from there already, put there by a package
/// @param warnings what its user should know
public record Program(SortedMap<String, Part> parts, boolean inPlace, List<String> warnings) {

  /// One file: a copy of another, or a text.
  ///
  /// @param from null where it is a text
  public record Part(@Nullable Path from, String text, boolean executable) {
    byte[] bytes() throws IOException {
      return from == null ? text.getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(from);
    }

    int mode() {
      return executable ? 0755 : 0644;
    }
  }

  /// What means something to a shell between `${` and `}`.
  private static final Pattern SHELL = Pattern.compile("['\"`$\\\\}]");

  /// An unpacked distribution.
  ///
  /// @throws IOException with a message for the user where there is none
  public static Program distribution(Path home) throws IOException {
    if (!Files.isExecutable(home.resolve("bin/adit"))) {
      throw new IOException(home + ": is no distribution of Adit: it has no bin/adit");
    }
    if (Files.isSameFile(home, absentOr(home, Places.PROGRAM))) {
      return new Program(new TreeMap<>(), true, List.of());
    }
    SortedMap<String, Part> parts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      files.filter(Files::isRegularFile).forEach(file -> parts.put(name(home, file), copy(file)));
    }
    return new Program(parts, false, List.of());
  }

  private static Path absentOr(Path home, Path place) {
    return Files.exists(place) ? place : home.resolve("bin");
  }

  /// A jar with its libraries in `lib` beside it, started by a Java that is there.
  ///
  /// @throws IOException with a message for the user where that is no jar
  public static Program jar(Path jar, Path javaHome) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IOException(jar + ": is no jar: install from a distribution, or build with ./adit");
    }
    SortedMap<String, Part> parts = new TreeMap<>();
    parts.put("bin/adit", new Part(null, script(javaHome), true));
    parts.put("lib/adit.jar", copy(jar));
    Path cache = jar.resolveSibling("adit.aot");
    if (Files.isRegularFile(cache)) {
      parts.put("lib/adit.aot", copy(cache));
    }
    Path libraries = jar.resolveSibling("lib");
    if (Files.isDirectory(libraries)) {
      try (Stream<Path> files = Files.list(libraries)) {
        files
            .filter(file -> file.toString().endsWith(".jar"))
            .forEach(file -> parts.put("lib/lib/" + file.getFileName(), copy(file)));
      }
    }
    List<String> warnings = new ArrayList<>();
    if (javaHome.startsWith("/home") || javaHome.startsWith("/root")) {
      warnings.add(
          "Java is in "
              + javaHome
              + ", which the service can't reach: install one for all users, such as"
              + " openjdk-25-jre-headless, and run adit install with it");
    }
    return new Program(parts, false, List.copyOf(warnings));
  }

  private static String name(Path home, Path file) {
    return home.relativize(file).toString();
  }

  private static Part copy(Path file) {
    return new Part(file, "", Files.isExecutable(file));
  }

  /// The start script of a distribution, but for the Java: the build puts it beside this class.
  private static String script(Path javaHome) throws IOException {
    if (SHELL.matcher(javaHome.toString()).find()) {
      throw new IOException(
          javaHome
              + ": a shell would misread this path of Java, and the start script has it: run adit"
              + " install with a Java whose path has no quotes, $, \\ or }");
    }
    try (InputStream script = Program.class.getResourceAsStream("adit")) {
      if (script == null) {
        throw new IOException("this jar lacks its start script: build it with ./adit");
      }
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace("$distribution/runtime", javaHome.toString());
    }
  }
}
