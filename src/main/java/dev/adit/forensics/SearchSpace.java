package dev.adit.forensics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds the space that a pool leaves against the miner's hashrate: `SEARCH_SPACE_SHORT` (MEDIUM)
/// where all nonces, extranonces and versions of a job are searched in less than a minute, as long
/// as jobs commonly last; once for each space. Beyond it the miner can but roll the time, or do
/// work twice.
///
/// The hashrate is estimated from the last 20 to 200 accepted shares, by the least difficulty that
/// may have been in force for each; shares of less than a minute are not judged. With 20 shares it
/// is right within a half; sizes in question differ by 256 times.
final class SearchSpace implements Witness.Source {
  private static final double JOB_SECONDS = 60;
  private static final double LEAST_SECONDS = 60;
  private static final int LEAST = 20;
  private static final int MOST = 200;
  private static final int EXACT = 100;
  private static final int NONCE_BITS = 32;

  /// A pool says how many bytes; more than that many bits are endless.
  private static final int MOST_BITS = 512;

  /// Beyond what anybody has: a difficulty may be any number.
  private static final double MOST_HASHES = 1e40;

  private record Accepted(double hashes, Moment at) {}

  private final AlertBook book;
  private final Set<Miner> miners = new LinkedHashSet<>();
  private volatile List<SearchSpaceView> published = List.of();

  SearchSpace(AlertBook book) {
    this.book = book;
  }

  @Override
  public Witness attend(Conversation conversation) {
    Miner miner = new Miner(conversation);
    miners.add(miner);
    return miner;
  }

  @Override
  public void onTick(Moment now) {
    List<SearchSpaceView> next = new ArrayList<>();
    for (Miner miner : miners) {
      if (miner.view != null) {
        next.add(miner.view);
      }
    }
    published = List.copyOf(next);
  }

  /// Of all who mine now and whose hashrate is known. On any thread; a second old at most.
  List<SearchSpaceView> views() {
    return published;
  }

  private final class Miner implements Witness {
    private final Conversation conversation;
    private final Deque<Accepted> accepted = new ArrayDeque<>();

    /// Of all of them.
    private double hashes;

    private @Nullable SearchSpaceView view;
    private int toldBits = -1;

    Miner(Conversation conversation) {
      this.conversation = conversation;
    }

    @Override
    public void on(Observation seen) {
      switch (seen) {
        case Observation.ShareAnswered answered when answered.answer().accepted() ->
            onAccepted(answered);
        case Observation.Missed _ -> {
          accepted.clear();
          hashes = 0;
        }
        case Observation.Ended _ -> miners.remove(this);
        default -> {}
      }
    }

    private void onAccepted(Observation.ShareAnswered answered) {
      if (accepted.size() == MOST) {
        removeFirst();
      }
      double more = Math.min(answered.answer().least().expectedHashes(), MOST_HASHES);
      accepted.addLast(new Accepted(more, answered.share().at()));
      hashes += more;
      Accepted first = accepted.getFirst();
      double seconds = answered.share().at().secondsSince(first.at());
      if (accepted.size() > LEAST && seconds >= LEAST_SECONDS) {
        // The first one stands for the time before it.
        String worker = Brief.of(answered.share().submit().worker());
        judge((hashes - first.hashes()) / seconds, worker, answered.at());
      }
    }

    private void removeFirst() {
      double less = accepted.removeFirst().hashes();
      if (less < hashes / EXACT) {
        hashes -= less;
      } else {
        // The rest might be lost in rounding.
        hashes = accepted.stream().mapToDouble(Accepted::hashes).sum();
      }
    }

    private void judge(double hashesPerSecond, String worker, Moment at) {
      int size = conversation.extranonce2Size();
      int rolled = Integer.bitCount(conversation.versionMask());
      int bits = (int) Math.min(NONCE_BITS + 8L * Math.max(size, 0) + rolled, MOST_BITS);
      double seconds = Math.scalb(1.0, bits) / hashesPerSecond;
      Call call = conversation.call();
      view =
          new SearchSpaceView(
              call.address(), worker, call.pool(), size, rolled, hashesPerSecond, seconds);
      if (seconds < JOB_SECONDS && bits != toldBits) {
        toldBits = bits;
        report(view, bits, at);
      }
    }

    private void report(SearchSpaceView space, int bits, Moment at) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("extranonce2_bytes", space.extranonce2Bytes());
      data.put("version_bits", space.rolledVersionBits());
      data.put("bits", bits);
      data.put("hashes_per_second", space.hashesPerSecond());
      data.put("seconds_to_exhaust", space.secondsToExhaust());
      book.report(
          conversation.call(),
          at,
          Suspicion.SEARCH_SPACE_SHORT,
          String.format(
              Locale.ROOT,
              "At %.3g hashes a second the miner has searched all that a job offers after %.3g s",
              space.hashesPerSecond(),
              space.secondsToExhaust()),
          data);
    }
  }
}
