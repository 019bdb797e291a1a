package dev.adit.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why an address may or may not connect now.
///
/// @param events those that count, the oldest of each kind first
/// @param bad points; banned when `bad - good` is more than `limit`
/// @param limit negative where points ban nobody
/// @param ban null if it is not banned; in a dry run, the ban that would be
public record Explanation(
    AddressKey key,
    List<Event> events,
    long bad,
    long good,
    int limit,
    @Nullable Ban ban,
    Outlook outlook) {

  public record Event(EventKind kind, long ageNanos) {}
}
