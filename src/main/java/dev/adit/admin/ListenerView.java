package dev.adit.admin;

import dev.adit.config.Mode;
import dev.adit.work.Vardiff;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A listener as of one moment.
///
/// @param mode as in the configuration
/// @param address where it is bound, `host:port`; "" while it is not
/// @param connections open now
/// @param refused connections ended at once, by reason label
/// @param pools names, in order of preference
/// @param vardiff in force for its miners; null where the mode has none
public record ListenerView(
    String name,
    String mode,
    String address,
    int connections,
    Map<String, Long> refused,
    List<String> pools,
    Vardiff.@Nullable Settings vardiff) {

  private static final Set<String> RELAYING =
      Set.of(Mode.TAP.toString(), Mode.TCP.toString(), Mode.UDP.toString());

  /// Whether lanes serve the miners who come here; else what it does is in [RelayState].
  boolean isForMiners() {
    return !RELAYING.contains(mode);
  }
}
