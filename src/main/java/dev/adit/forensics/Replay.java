package dev.adit.forensics;

import dev.adit.config.ForensicsConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Hears a journal as if it were said now, in the time that was then.
public final class Replay {
  /// What came of it.
  ///
  /// @param files what became of each
  /// @param alerts in the order in which they were found first
  /// @param faults how often something of Adit's own went wrong, and what was heard is not judged
  public record Result(List<JournalCheck.Finding> files, List<Alert> alerts, long faults) {
    /// Whether all of it could be heard and judged.
    public boolean whole() {
      return faults == 0 && files.stream().allMatch(file -> file.broken() == null);
    }
  }

  private Replay() {}

  /// With all detectors. What is broken is heard as far as it holds.
  ///
  /// @param files of one journal, the oldest first
  public static Result of(List<Path> files, ForensicsConfig config) {
    return of(files, book -> new Detectors(config, book).all());
  }

  static Result of(List<Path> files, Function<AlertBook, List<Witness.Source>> detectors) {
    AlertBook book = new AlertBook();
    ReplayedRun run = new ReplayedRun(() -> detectors.apply(book));
    JournalCheck check = new JournalCheck();
    List<JournalCheck.Finding> findings = new ArrayList<>();
    for (Path file : files) {
      JournalCheck.Finding finding = check.read(file, run::on);
      findings.add(finding);
      if (finding.broken() != null) {
        break;
      }
    }
    run.close();
    List<Alert> alerts =
        book.alerts().stream().sorted(Comparator.comparingLong(Alert::number)).toList();
    return new Result(findings, alerts, run.faults());
  }
}
