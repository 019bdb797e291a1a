package dev.adit.config;

import dev.adit.config.Importable.GuardOnly;
import dev.adit.config.LoadResult.Loaded;
import dev.adit.config.LoadResult.Refused;
import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Loads a configuration file of any format that is known; which one it is shows by its shape.
public final class ConfigLoader {

  private ConfigLoader() {}

  /// Loads a file. Whatever it contains, the result says so; nothing is thrown.
  public static LoadResult load(Path file) {
    return switch (read(file)) {
      case GuardOnly _ ->
          refused(
              file,
              "is the configuration of an MWC node, which names no pool: `adit import` prints its"
                  + " [guard], to be added to a file of your own");
      case LoadResult result -> result;
    };
  }

  /// The same, for files too of which only a part is of use.
  public static Importable read(Path file) {
    return switch (FileText.read(file)) {
      case Bad<String>(String why) -> refused(file, why);
      case Good<String>(String text) when PythonKeys.fit(text) -> python(file, text);
      case Good<String>(String text) when EnvKeys.fit(file, text) -> env(file, text);
      case Good<String>(String text) when text.stripLeading().startsWith("{") -> json(file, text);
      case Good<String>(String text) -> toml(file, text);
    };
  }

  /// What holds where no file says anything about forensics.
  public static ForensicsConfig forensicsByDefault() {
    Problems none = new Problems();
    Fields empty = Fields.of(NativeKeys.TABLE, none, "forensics", "forensics", Node.Table.EMPTY);
    return new NativeReader(Path.of("adit.toml"), none).forensics(empty);
  }

  private static Importable toml(Path file, String text) {
    return switch (Document.toml(text)) {
      case Bad<Node.Table>(String why) -> refused(file, why);
      case Good<Node.Table>(Node.Table table) when MwcReader.fits(table) -> node(table);
      case Good<Node.Table>(Node.Table table) -> {
        Problems problems = new Problems();
        AditConfig config = new NativeReader(file, problems).read(table);
        problems.addAll(config.problems(""));
        yield result(Format.NATIVE, config, problems, unusedPools(config));
      }
    };
  }

  private static Importable node(Node.Table table) {
    Problems problems = new Problems();
    List<String> notices = new ArrayList<>();
    GuardConfig guard = new MwcReader(problems, notices).read(table);
    return problems.lines().isEmpty()
        ? new GuardOnly(guard, List.copyOf(notices))
        : new Refused(problems.lines());
  }

  private static LoadResult json(Path file, String text) {
    return switch (Document.json(text)) {
      case Bad<Node.Table>(String why) -> refused(file, why);
      case Good<Node.Table>(Node.Table table) when !KarooShape.fits(table) ->
          refused(file, "is JSON, but no Karoo config.json: write TOML");
      case Good<Node.Table>(Node.Table table) -> {
        Problems problems = new Problems();
        List<String> notices = new ArrayList<>();
        AditConfig config = new KarooReader(problems, notices).read(table);
        if (problems.lines().isEmpty()) {
          problems.addAll(config.problems(""));
        }
        yield result(Format.KAROO, config, problems, notices);
      }
    };
  }

  private static LoadResult env(Path file, String text) {
    Problems problems = new Problems();
    List<String> notices = new ArrayList<>();
    Node.Table table = new EnvReader(text, problems, notices).read();
    if (!problems.lines().isEmpty()) {
      return new Refused(problems.lines());
    }
    AditConfig config = new NativeReader(file, problems).read(table);
    problems.addAll(config.problems(""));
    return result(Format.PORT_RELAY, config, problems, notices);
  }

  private static LoadResult python(Path file, String text) {
    Problems problems = new Problems();
    List<String> notices = new ArrayList<>();
    Node.Table table = new PythonReader(text, problems, notices).read();
    if (!problems.lines().isEmpty()) {
      return new Refused(problems.lines());
    }
    AditConfig config = new NativeReader(file, problems).read(table);
    problems.addAll(config.problems(""));
    return result(Format.PYTHON_SETTINGS, config, problems, notices);
  }

  private static List<String> unusedPools(AditConfig config) {
    List<String> notices = new ArrayList<>();
    for (PoolConfig pool : config.pools()) {
      if (!config.uses(pool)) {
        notices.add("pool." + pool.name() + " is used by no listener");
      }
    }
    return notices;
  }

  private static LoadResult result(
      Format format, AditConfig config, Problems problems, List<String> notices) {
    return problems.lines().isEmpty()
        ? new Loaded(format, config, List.copyOf(notices))
        : new Refused(problems.lines());
  }

  private static LoadResult refused(Path file, String why) {
    return new Refused(List.of(file + ": " + why));
  }
}
