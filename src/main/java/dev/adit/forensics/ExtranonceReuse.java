package dev.adit.forensics;

import dev.adit.stratum.HexBytes;
import dev.adit.stratum.PoolMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks for two that search the same space: `EXTRANONCE1_REUSED` (HIGH) where a pool gives one
/// extranonce1 to two conversations, the miner of the first still hands in shares ten seconds later
/// while the second is alive, and the newest jobs of both have the same coinbase. All that the one
/// finds the other finds again, which the pool refuses or counts once: half of the work is lost.
///
/// Not taken for it: a session that is resumed on a new connection while the old one is being
/// closed, and jobs whose coinbase differs, as of a pool that pays each miner there. Those of one
/// name at several addresses count as one pool.
final class ExtranonceReuse implements Witness.Source {
  private static final double RESUME_SECONDS = 10;
  private static final int LONGEST_BYTES = 64;

  private record Key(String pool, String host, HexBytes extranonce1) {}

  private final AlertBook book;

  /// The living, by what they have in force.
  private final Map<Key, List<Session>> sessions = new HashMap<>();

  ExtranonceReuse(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Session(conversation);
  }

  private final class Session implements Witness {
    private final Conversation conversation;
    private @Nullable Key key;
    private @Nullable Moment since;
    private boolean told;

    Session(Conversation conversation) {
      this.conversation = conversation;
    }

    @Override
    public void on(Observation seen) {
      switch (seen) {
        case Observation.ExtranonceGiven(Moment at, HexBytes first, int _, var how) -> {
          if (how != Observation.ExtranonceGiven.How.UNASKED) {
            take(first, at);
          }
        }
        case Observation.ShareSent(Moment at, SeenShare _) -> compare(at);
        case Observation.Ended _ -> leave();
        default -> {}
      }
    }

    private void take(HexBytes first, Moment at) {
      Call call = conversation.call();
      Key next = new Key(call.pool(), call.host(), first);
      if (next.equals(key)) {
        return;
      }
      leave();
      if (first.size() > 0 && first.size() <= LONGEST_BYTES) {
        key = next;
        since = at;
        told = false;
        sessions.computeIfAbsent(next, _ -> new ArrayList<>()).add(this);
      }
    }

    private void leave() {
      Key old = key;
      key = null;
      since = null;
      if (old != null) {
        List<Session> same = sessions.get(old);
        if (same != null && same.remove(this) && same.isEmpty()) {
          sessions.remove(old);
        }
      }
    }

    /// With the one that got it next: this one's miner is still there.
    private void compare(Moment at) {
      List<Session> same = key == null ? List.of() : sessions.getOrDefault(key, List.of());
      int next = same.indexOf(this) + 1;
      if (next == same.size()) {
        return;
      }
      Session newer = same.get(next);
      Moment begun = newer.since;
      if (begun != null
          && !newer.told
          && at.secondsSince(begun) > RESUME_SECONDS
          && sameCoinbase(conversation.job(), newer.conversation.job())) {
        newer.told = true;
        report(conversation.call(), newer.conversation.call(), at);
      }
    }

    private void report(Call older, Call newer, Moment at) {
      HexBytes first = key == null ? HexBytes.EMPTY : key.extranonce1();
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("extranonce1", first.hex());
      data.put("miner", newer.miner());
      data.put("other_miner", older.miner());
      book.report(
          newer,
          at,
          Suspicion.EXTRANONCE1_REUSED,
          "The pool has given extranonce1 %s to %s and to %s: both do the same work"
              .formatted(first.hex(), older.miner(), newer.miner()),
          data);
    }
  }

  private static boolean sameCoinbase(@Nullable SeenJob a, @Nullable SeenJob b) {
    if (a == null || b == null) {
      return false;
    }
    PoolMessage.Notify one = a.notification();
    PoolMessage.Notify other = b.notification();
    return one.coinb1().equals(other.coinb1()) && one.coinb2().equals(other.coinb2());
  }
}
