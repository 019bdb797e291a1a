package dev.adit.forensics;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.RequestId;
import org.jspecify.annotations.Nullable;

/// Something that happened in a conversation.
public sealed interface Observation {
  Moment at();

  record Began(Moment at) implements Observation {}

  /// The pool has given an extranonce.
  record ExtranonceGiven(Moment at, HexBytes extranonce1, int extranonce2Size, How how)
      implements Observation {
    public enum How {
      /// The answer to a subscribe.
      ASKED,
      /// By `mining.set_extranonce`.
      ANNOUNCED,
      /// An answer that nobody waited for.
      UNASKED
    }
  }

  record Authorized(Moment at, String worker, boolean granted) implements Observation {}

  record DifficultySet(Moment at, double difficulty) implements Observation {}

  record JobGiven(Moment at, SeenJob job) implements Observation {}

  record ShareSent(Moment at, SeenShare share) implements Observation {}

  record ShareAnswered(Moment at, SeenShare share, ShareAnswer answer) implements Observation {}

  /// No answer for longer than any pool needs. One may still come.
  record ShareUnanswered(Moment at, SeenShare share) implements Observation {}

  /// An answer to what was not asked, or has been answered.
  record StrayAnswer(Moment at, RequestId id) implements Observation {}

  /// `client.reconnect`.
  ///
  /// @param host null: the same as now
  /// @param port 0: the same as now
  record Redirected(Moment at, @Nullable String host, int port) implements Observation {}

  /// A line that is no Stratum.
  ///
  /// @param asks whether it can be seen at least what it asks for: then see [OddAnswered]
  record Unread(Moment at, Party who, String problem, boolean asks) implements Observation {}

  /// The answer to a request that is not known here, or whose parameters can't be read.
  ///
  /// @param method [#UNREAD] where not even that can be read
  /// @param known whether the method is
  /// @param yes the plain `true` that a login or a share gets
  /// @param refused with an error
  record OddAnswered(Moment at, String method, boolean known, boolean yes, boolean refused)
      implements Observation {
    static final String UNREAD = "";
  }

  /// Bytes are missing: from here on the conversation's answers can't be told apart.
  record Missed(Moment at, Party who) implements Observation {}

  /// About once a second.
  record Passed(Moment at) implements Observation {}

  /// The last of a conversation.
  ///
  /// @param unanswered shares
  record Ended(Moment at, int unanswered) implements Observation {}
}
