package dev.adit.admin.top;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `adit top` shows, as lines of text.
///
/// A section to be added is one more in [#sections].
final class Screen {
  private static final String KEYS = "q quit  s sort  r reverse  / filter  p pause  h help";

  private static final List<String> HELP =
      List.of(
          "q, Ctrl-C   quit",
          "s           sort listeners by the next column: name, inside, sent, received, shares",
          "r           the other way round",
          "/           show only what has a text in its name: type it, then Enter; Esc shows all",
          "p, space    pause, and go on",
          "h, ?        this help",
          "",
          "INSIDE are flows of relays, and miners of listeners for miners. SENT goes from clients",
          "to targets, RECEIVED comes from them. SHARES/MIN is of the last minute.");

  private static final int LEAST_ROWS = 3;

  private Screen() {}

  /// What there is to show.
  ///
  /// @param where the Adit that is asked
  /// @param frame of the last answer; null before the first
  /// @param problem why there is no newer answer; empty where there is one
  record View(String where, @Nullable Frame frame, String problem, Controls controls) {}

  /// No more lines than the height, and none longer than the width.
  static List<Line> lines(View view, int width, int height) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(title(view), Line.Style.STRONG));
    lines.add(mood(view));
    Frame frame = view.frame();
    int room = height - lines.size() - 1;
    if (view.controls().help()) {
      HELP.forEach(line -> lines.add(Line.plain(line)));
    } else if (frame != null) {
      lines.addAll(arranged(sections(frame, view.controls()), room));
    }
    while (lines.size() < height - 1) {
      lines.add(Line.plain(""));
    }
    List<Line> fitting = new ArrayList<>(lines.subList(0, Math.max(0, height - 1)));
    fitting.add(new Line(KEYS, Line.Style.FAINT));
    return fitting.stream().limit(Math.max(1, height)).map(line -> line.cut(width)).toList();
  }

  /// All of it, for paper or a script.
  static List<String> plain(String where, Frame frame) {
    View view = new View(where, frame, "", Controls.initial());
    List<String> lines = new ArrayList<>();
    lines.add(title(view));
    for (Section section : sections(frame, view.controls())) {
      lines.add("");
      section.lines(Integer.MAX_VALUE).forEach(line -> lines.add(line.text()));
    }
    return lines;
  }

  private static List<Section> sections(Frame frame, Controls controls) {
    List<Section> sections = new ArrayList<>();
    sections.add(DoorSection.of(frame, controls));
    sections.add(ClientSections.talkers(frame, controls));
    sections.add(ClientSections.workers(frame, controls));
    sections.subList(1, sections.size()).removeIf(section -> section.rows().isEmpty());
    Watch watch = frame.now().watch();
    if (watch != null) {
      sections.addAll(1, WatchSections.of(watch, controls));
    }
    return sections;
  }

  /// One below the other, the first ones whole where that leaves the others a few lines.
  private static List<Line> arranged(List<Section> sections, int room) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      int later =
          sections.subList(i + 1, sections.size()).stream().mapToInt(Screen::leastLines).sum();
      int left = room - lines.size() - (i == 0 ? 0 : 1);
      if (left < 2) {
        return lines;
      }
      if (i > 0) {
        lines.add(Line.plain(""));
      }
      int most = Math.min(left, Math.max(leastLines(sections.get(i)) - 1, left - later));
      lines.addAll(sections.get(i).lines(Math.min(1 + sections.get(i).rows().size(), most)));
    }
    return lines;
  }

  /// With the names of the columns, and a blank one above.
  private static int leastLines(Section section) {
    return Math.min(LEAST_ROWS, section.rows().size()) + 2;
  }

  private static String title(View view) {
    Frame frame = view.frame();
    if (frame == null) {
      return "adit at " + view.where();
    }
    Snapshot now = frame.now();
    return "adit %s  %s  up %s  listeners %d  at %s"
        .formatted(
            now.version(),
            now.phase(),
            span(now.uptimeSeconds()),
            now.doors().size(),
            view.where());
  }

  private static String span(long seconds) {
    String clock = "%02d:%02d:%02d".formatted(seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    return seconds < 86_400 ? clock : seconds / 86_400 + "d " + clock;
  }

  private static Line mood(View view) {
    Controls controls = view.controls();
    if (controls.typing()) {
      return new Line("filter: " + controls.filter() + "_", Line.Style.STRONG);
    }
    if (!view.problem().isEmpty()) {
      return new Line(view.problem() + "; trying again", Line.Style.ALARM);
    }
    List<String> words = new ArrayList<>();
    words.add("sorted by " + controls.sort().label() + (controls.reversed() ? ", reversed" : ""));
    if (!controls.filter().isEmpty()) {
      words.add("filter: " + controls.filter());
    }
    if (controls.paused()) {
      words.add("paused");
    }
    return new Line(String.join("  ", words), Line.Style.FAINT);
  }
}
