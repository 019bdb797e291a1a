package dev.adit.admin.top;

import dev.adit.admin.top.Snapshot.Carried;
import dev.adit.admin.top.Snapshot.Judged;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A snapshot with what has happened since earlier ones; immutable. A rate that is not known is
/// NaN.
record Frame(Snapshot now, List<DoorRow> doors, List<TalkerRow> talkers) {

  Frame {
    doors = List.copyOf(doors);
    talkers = List.copyOf(talkers);
  }

  /// A door and its rates.
  record DoorRow(
      Snapshot.Door door, double sentPerSecond, double receivedPerSecond, double sharesPerMinute) {

    /// 0 to 1; NaN before the first share.
    double acceptRate() {
      Judged judged = door.judged();
      return judged == null || judged.received() == 0
          ? Double.NaN
          : (double) judged.accepted() / judged.received();
    }
  }

  /// A talker and its rates: of the flows that are open now.
  record TalkerRow(Snapshot.Talker talker, double sentPerSecond, double receivedPerSecond) {}

  /// What is between two snapshots.
  ///
  /// @param before of the last look: bytes come steadily; null where there was none
  /// @param longBefore of a look a while ago: shares come now and then; null where there was none
  static Frame of(@Nullable Snapshot before, @Nullable Snapshot longBefore, Snapshot now) {
    Since last = new Since(before, now);
    Since lately = new Since(longBefore, now);
    return new Frame(
        now,
        now.doors().stream().map(door -> row(door, last, lately)).toList(),
        now.talkers().stream().map(talker -> row(talker, last)).toList());
  }

  private static DoorRow row(Snapshot.Door door, Since last, Since lately) {
    Carried carried = door.carried();
    Judged judged = door.judged();
    Snapshot.Door then = last.door(door.name());
    Snapshot.Door longAgo = lately.door(door.name());
    Carried before = then == null ? null : then.carried();
    Judged judgedBefore = longAgo == null ? null : longAgo.judged();
    return new DoorRow(
        door,
        carried == null || before == null
            ? Double.NaN
            : last.perSecond(before.sent(), carried.sent()),
        carried == null || before == null
            ? Double.NaN
            : last.perSecond(before.received(), carried.received()),
        judged == null || judgedBefore == null
            ? Double.NaN
            : 60 * lately.perSecond(judgedBefore.received(), judged.received()));
  }

  private static TalkerRow row(Snapshot.Talker talker, Since last) {
    Snapshot.Talker then = last.talker(talker);
    long sent = then == null ? talker.sent() : then.sent();
    long received = then == null ? talker.received() : then.received();
    return new TalkerRow(
        talker, last.perSecond(sent, talker.sent()), last.perSecond(received, talker.received()));
  }

  /// From one snapshot to the next.
  private record Since(@Nullable Snapshot before, Snapshot now) {

    Snapshot.@Nullable Door door(String name) {
      return before == null
          ? null
          : before.doors().stream()
              .filter(door -> door.name().equals(name))
              .findFirst()
              .orElse(null);
    }

    Snapshot.@Nullable Talker talker(Snapshot.Talker same) {
      return before == null
          ? null
          : before.talkers().stream()
              .filter(it -> it.address().equals(same.address()) && it.door().equals(same.door()))
              .findFirst()
              .orElse(null);
    }

    /// Flows that have ended took their bytes with them; that is no rate below zero.
    double perSecond(long then, long value) {
      double seconds = before == null ? 0 : (now.takenNanos() - before.takenNanos()) / 1e9;
      return seconds <= 0 ? Double.NaN : Math.max(0, value - then) / seconds;
    }
  }
}
