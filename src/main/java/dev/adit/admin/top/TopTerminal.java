package dev.adit.admin.top;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/// The terminal: keys as they are pressed, and a screen of its own that is gone at the end. The
/// only class that knows JLine.
final class TopTerminal implements AutoCloseable {
  static final int NO_KEY = NonBlockingReader.READ_EXPIRED;
  static final int HUNG_UP = NonBlockingReader.EOF;

  /// What follows the escape of an arrow key comes with it.
  private static final long SEQUENCE_MILLIS = 30;

  private static final int USUAL_WIDTH = 80;
  private static final int USUAL_HEIGHT = 24;

  private static final String ENTER = "\u001b[?1049h\u001b[?25l";
  private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String NORMAL = "\u001b[0m";

  private final Terminal terminal;
  private final boolean colours;
  private final Attributes before;
  private volatile boolean resized;

  private TopTerminal(Terminal terminal, boolean colours) {
    this.terminal = terminal;
    this.colours = colours;
    this.before = terminal.enterRawMode();
    // Ctrl-C is a key like another, so that there is one way out; and Ctrl-Z leaves nothing behind.
    Attributes ours = terminal.getAttributes();
    ours.setLocalFlag(LocalFlag.ISIG, false);
    terminal.setAttributes(ours);
    terminal.handle(Signal.WINCH, _ -> resized = true);
    write(ENTER);
  }

  /// @throws IOException with a message for the user, where there is none
  static TopTerminal open(boolean colours) throws IOException {
    Terminal terminal;
    try {
      terminal = TerminalBuilder.builder().system(true).dumb(false).jni(false).build();
    } catch (IllegalStateException | IOException none) {
      throw noTerminal(none);
    }
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      terminal.close();
      throw noTerminal(null);
    }
    return new TopTerminal(terminal, colours);
  }

  private static IOException noTerminal(@Nullable Exception cause) {
    return new IOException("this is no terminal to draw on: --once prints a table", cause);
  }

  int width() {
    int columns = terminal.getColumns();
    return columns > 0 ? columns : USUAL_WIDTH;
  }

  int height() {
    int rows = terminal.getRows();
    return rows > 0 ? rows : USUAL_HEIGHT;
  }

  /// Whether its size has changed since the last time that was asked.
  boolean resized() {
    boolean news = resized;
    resized = false;
    return news;
  }

  /// The next key, [#NO_KEY] or [#HUNG_UP]. An arrow or function key is none.
  int key(int waitMillis) throws IOException {
    NonBlockingReader reader = terminal.reader();
    int key = reader.read(waitMillis);
    if (key != Controls.ESCAPE) {
      return key;
    }
    int next = reader.read(SEQUENCE_MILLIS);
    if (next < 0) {
      return Controls.ESCAPE;
    }
    // ESC [ 1 ; 5 A, or ESC O P: the first letter behind the opening ends it.
    next = next == '[' || next == 'O' ? reader.read(SEQUENCE_MILLIS) : next;
    while (next >= 0 && !Character.isLetter(next) && next != '~') {
      next = reader.read(SEQUENCE_MILLIS);
    }
    return NO_KEY;
  }

  void draw(List<Line> lines) {
    StringBuilder text = new StringBuilder(HOME);
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "" : "\r\n").append(styled(lines.get(i))).append(CLEAR_LINE);
    }
    write(text.append(CLEAR_BELOW).toString());
  }

  private String styled(Line line) {
    String style =
        switch (line.style()) {
          case PLAIN -> "";
          case STRONG -> "\u001b[1m";
          case HEAD -> "\u001b[7m";
          case ALARM -> colours ? "\u001b[31m" : "";
          case FAINT -> "\u001b[2m";
        };
    return style.isEmpty() ? line.text() : style + line.text() + NORMAL;
  }

  private void write(String text) {
    PrintWriter out = terminal.writer();
    out.print(text);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    write(LEAVE);
    terminal.setAttributes(before);
    terminal.close();
  }
}
