package dev.adit.admin;

import dev.adit.forensics.Forensics;
import org.jspecify.annotations.Nullable;

/// What the gateway shows of itself. Asked from threads of the HTTP server and the report, never
/// from a lane.
public interface LiveState {

  /// One reading of everything. Waits until every lane has told its part, at most a second.
  ///
  /// A lane that ends is to be found either among the living or in the ended totals, never in both
  /// or in neither, so that no total ever goes backwards.
  ///
  /// @param withMiners whether lanes list their miners, which costs them time
  /// @return null if a lane did not answer in time
  @Nullable GatewayView view(boolean withMiners);

  /// Who listens to conversations; null where nobody does.
  default @Nullable Forensics forensics() {
    return null;
  }
}
