package dev.adit.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What was found on a host: all that a plan or a diagnosis is decided from.
///
/// @param kernel its release, such as "6.1.0-18-amd64"; empty where not known
/// @param sysctl the kernel's settings, by dotted name, their numbers with one space between
/// @param bbr whether the kernel has that congestion control, as a module perhaps
/// @param fq whether it has that queue
/// @param nft the program that loads packet filter rules; null where it is missing
/// @param systemd whether systemd runs
/// @param barriers other packet filters that refuse what is not opened in them
/// @param openFiles how many files the service may open: of its unit, else of this shell
/// @param unitBindsLowPorts whether the installed unit gives the right to
/// @param clockSynchronised empty where nothing can tell
/// @param memoryBytes of the machine
public record HostFacts(
    String kernel,
    Map<String, String> sysctl,
    boolean bbr,
    boolean fq,
    @Nullable Path nft,
    boolean systemd,
    List<OtherFirewall> barriers,
    OptionalLong openFiles,
    boolean unitBindsLowPorts,
    Optional<Boolean> clockSynchronised,
    OptionalLong memoryBytes) {

  public HostFacts {
    sysctl = Map.copyOf(sysctl);
    barriers = List.copyOf(barriers);
  }

  /// A setting of the kernel that is one number.
  OptionalLong number(String key) {
    String value = sysctl.getOrDefault(key, "");
    return value.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(value))
        : OptionalLong.empty();
  }
}
