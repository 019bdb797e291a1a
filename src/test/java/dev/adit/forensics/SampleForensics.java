package dev.adit.forensics;

import java.util.List;
import java.util.Map;

/// Forensics that find what a test wants them to.
public final class SampleForensics implements AutoCloseable {
  private final AlertBook book = new AlertBook();
  private final Forensics forensics =
      new Forensics(book, new Scoreboard(0.01, System.nanoTime()), List.of());

  public SampleForensics() {
    forensics.start();
  }

  public Forensics forensics() {
    return forensics;
  }

  /// That a pool sends its miners elsewhere.
  public void find(String pool) {
    book.report(
        Talk.call("192.0.2.1:5000", pool),
        Moment.now(),
        Suspicion.FOREIGN_RECONNECT,
        "sends its miners to \"evil\"\n.example.com",
        Map.of("port", 3333, "wait", 0.5, "told", true, "host", "evil.example.com"));
  }

  @Override
  public void close() {
    forensics.close();
  }
}
