package dev.adit.ledger;

import java.io.IOException;

/// Where lines are kept for good; `toString` names the place for humans.
interface LineSink {

  /// Returns when the line is safe.
  void append(String line) throws IOException;
}
