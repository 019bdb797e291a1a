package dev.adit.admin.top;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/// Draws when something is new: an answer, a key, the size of the terminal.
final class LiveScreen {
  private static final int LISTEN_MILLIS = 100;

  private final String where;
  private final TopTerminal terminal;
  private final Lookout lookout;
  private final BooleanSupplier stopped;
  private Controls controls = Controls.initial();

  LiveScreen(String where, TopTerminal terminal, Lookout lookout, BooleanSupplier stopped) {
    this.where = where;
    this.terminal = terminal;
    this.lookout = lookout;
    this.stopped = stopped;
  }

  void run() throws IOException {
    Lookout.Found shown = lookout.found();
    draw(shown);
    while (!stopped.getAsBoolean() && !controls.quit()) {
      Controls before = controls;
      int key = terminal.key(LISTEN_MILLIS);
      if (key == TopTerminal.HUNG_UP) {
        return;
      }
      if (key != TopTerminal.NO_KEY) {
        controls = controls.on(key);
      }
      Lookout.Found newest = controls.paused() ? shown : lookout.found();
      if (terminal.resized() || !newest.equals(shown) || !controls.equals(before)) {
        shown = newest;
        draw(shown);
      }
    }
  }

  private void draw(Lookout.Found found) {
    Screen.View view = new Screen.View(where, found.frame(), found.problem(), controls);
    terminal.draw(Screen.lines(view, terminal.width(), terminal.height()));
  }
}
