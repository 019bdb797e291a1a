package dev.adit.forensics;

import dev.adit.forensics.ntp.ClockReading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of a journal.
sealed interface JournalEntry {
  Moment at();

  /// The first of a file.
  ///
  /// @param run of Adit: moments and numbers of calls of one run belong together
  /// @param lost lines that could not be written before it
  record Header(Moment at, String run, long lost) implements JournalEntry {}

  record Clock(Moment at, ClockReading reading) implements JournalEntry {}

  /// A conversation.
  ///
  /// @param carried null where it begins; else it began before this file or run, and stands like
  ///   this
  record Began(Moment at, long call, Call facts, @Nullable Carried carried)
      implements JournalEntry {}

  /// What a conversation that goes on in the next file must know.
  ///
  /// @param extranonce1 hex; "" where none was given
  record Carried(String extranonce1, int extranonce2Size, double difficulty, int versionMask) {
    /// Lines with which a pool would bring a conversation to where it stood.
    List<String> words() {
      String form = "{\"id\":null,\"method\":\"mining.%s\",\"params\":[%s]}\n";
      List<String> lines = new ArrayList<>();
      lines.add(form.formatted("set_difficulty", difficulty));
      lines.add(form.formatted("set_version_mask", "\"%08x\"".formatted(versionMask)));
      if (!extranonce1.isEmpty()) {
        String parameters = "\"%s\",%d".formatted(extranonce1.replace("\"", ""), extranonce2Size);
        lines.add(form.formatted("set_extranonce", parameters));
      }
      return lines;
    }
  }

  /// What one side said.
  final class Line implements JournalEntry {
    final long call;
    final Party who;

    /// Without the line's end.
    final byte[] bytes;

    private final Moment at;

    Line(Moment at, long call, Party who, byte[] bytes) {
      this.at = at;
      this.call = call;
      this.who = who;
      this.bytes = bytes;
    }

    @Override
    public Moment at() {
      return at;
    }
  }

  record Missed(Moment at, long call, Party who) implements JournalEntry {}

  record LeftOut(Moment at, long call, Party who) implements JournalEntry {}

  record Ended(Moment at, long call) implements JournalEntry {}

  /// Nobody spoke for a while, and the journal was there to hear it.
  record Silent(Moment at) implements JournalEntry {}

  /// The last of a run.
  record Stopped(Moment at) implements JournalEntry {}
}
