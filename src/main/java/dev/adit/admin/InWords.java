package dev.adit.admin;

import dev.adit.guard.AddressView;
import dev.adit.guard.Ban;
import dev.adit.guard.EventKind;
import dev.adit.guard.Explanation;
import dev.adit.guard.Refusal;
import dev.adit.guard.Welcome;
import org.jspecify.annotations.Nullable;

/// What would happen if an address connected now, and why, as one sentence.
final class InWords {
  private InWords() {}

  static String of(AddressView view, Explanation why) {
    String verdict =
        switch (why.outlook()) {
          case Welcome welcome -> welcomed(welcome, why);
          case Refusal refusal -> "would be refused: " + refused(refusal, why);
        };
    return view.key() + " " + verdict + ".";
  }

  private static String welcomed(Welcome welcome, Explanation why) {
    @Nullable Ban ban = why.ban();
    return switch (welcome) {
      case FREE -> "would be let in: nothing speaks against it";
      case ALLOWED -> "is always let in: it is on the list guard.allow";
      case BY_EVICTION ->
          "would be let in: the house is full, but a less valuable connection would be closed for"
              + " it";
      case OFF -> "would be let in: guard.enabled is false";
      case DRY_RUN ->
          "would be let in: guard.dry_run is true; otherwise it would be refused"
              + (ban == null ? "" : ", because " + banned(ban, why));
    };
  }

  private static String refused(Refusal refusal, Explanation why) {
    @Nullable Ban ban = why.ban();
    return switch (refusal) {
      case DENIED -> "it is on the list guard.deny";
      case BANNED -> ban == null ? "it is banned" : banned(ban, why);
      case PACE -> "it connects more often than guard.connect_interval allows; waiting cures that";
      case PER_IP -> "guard.max_per_ip of its connections are open" + oneMore(why);
      case PER_MINUTE -> "it opened guard.max_per_minute within a minute" + oneMore(why);
      case FULL -> "guard.max_miners are connected, and none of them is worth less";
    };
  }

  private static String oneMore(Explanation why) {
    boolean works = why.events().stream().anyMatch(it -> it.kind() == EventKind.OK_SHARE);
    return works ? "" : "; one more bans it";
  }

  private static String banned(Ban ban, Explanation why) {
    boolean forever = ban.remainingNanos() == Ban.FOREVER;
    String until =
        forever
            ? "until the ban is removed"
            : "for another " + Figures.period(Math.ceilDiv(ban.remainingNanos(), 1_000_000_000L));
    return switch (ban.reason()) {
      case POINTS -> "it is banned for too many bad events" + points(why) + ", " + until;
      case PER_IP -> "it is banned for too many connections at once, " + until;
      case PER_MINUTE -> "it is banned for too many connections within a minute, " + until;
      case HAND -> "it is banned by hand, " + until;
    };
  }

  /// After a restart the ban is known, and its events are not.
  private static String points(Explanation why) {
    return why.bad() == 0
        ? ""
        : " (%d bad points, %d good ones, and %d more are too many)"
            .formatted(why.bad(), why.good(), why.limit() + 1);
  }
}
