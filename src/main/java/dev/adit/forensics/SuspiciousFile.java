package dev.adit.forensics;

import java.util.function.Consumer;

/// `suspicious_activity.txt`: every alert. Added to, never begun anew by a start: what was found
/// must survive it.
final class SuspiciousFile implements Witness.Source {
  static final String NAME = "suspicious_activity.txt";

  private final AlertBook book;
  private final Consumer<Alert> listener = this::onAlert;
  private final RotatedFile file;
  private Moment latest = Moment.NEVER;

  SuspiciousFile(FileRoom room, AlertBook book) {
    this.file =
        room.file(NAME, at -> "=== SUSPICIOUS ACTIVITY LOG - " + Times.iso(at.time()) + " ===\n\n");
    this.book = book;
    book.listen(listener);
  }

  private void onAlert(Alert alert) {
    latest = alert.last();
    file.add(AlertText.of(alert), latest);
    if (alert.what() == Suspicion.BLOCK) {
      file.save(latest);
    } else if (alert.what().severity() == Severity.HIGH) {
      file.flush(latest);
    }
  }

  @Override
  public Witness attend(Conversation conversation) {
    return _ -> {};
  }

  @Override
  public void onTick(Moment now) {
    latest = now;
    file.flush(now);
  }

  @Override
  public void close() {
    book.unlisten(listener);
    file.close(latest);
  }
}
