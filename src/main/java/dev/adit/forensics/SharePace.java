package dev.adit.forensics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures the gaps between one miner's shares: `SHARES_RAPID` (HIGH) where more of them are
/// shorter than `rapid_share` than honest work gives by chance, see [RapidShares]: less than one in
/// a billion. Somebody hands in shares that were kept back, or made up. Judged from the sixth
/// interval on, within the last 20 and the last 200; a new difficulty begins anew.
///
/// False positives: something between miner and tap that hands in shares of several minutes at
/// once, although it has handed in others meanwhile. A second share within milliseconds is none:
/// that happens by chance.
final class SharePace implements Witness.Source {
  private final AlertBook book;
  private final double rapidSeconds;

  /// @param rapidShare zero: never
  SharePace(AlertBook book, Duration rapidShare) {
    this.book = book;
    this.rapidSeconds = rapidShare.toNanos() / 1e9;
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Pace(conversation.call());
  }

  private final class Pace implements Witness {
    private final Call call;
    private final RapidShares rapid = new RapidShares(rapidSeconds);
    private @Nullable Moment last;
    private boolean difficultyWaits;

    Pace(Call call) {
      this.call = call;
    }

    @Override
    public void on(Observation seen) {
      switch (seen) {
        case Observation.ShareSent(Moment at, SeenShare share) -> onShare(at, share);
        case Observation.DifficultySet _ -> {
          rapid.forget();
          difficultyWaits = true;
        }
        case Observation.JobGiven _ -> {
          // Many miners keep to the old difficulty until then.
          if (difficultyWaits) {
            rapid.forget();
            difficultyWaits = false;
          }
        }
        case Observation.Missed _ -> {
          rapid.forget();
          last = null;
        }
        default -> {}
      }
    }

    private void onShare(Moment at, SeenShare share) {
      Moment before = last;
      last = at;
      if (before == null || rapidSeconds == 0 || call.kind() != Call.Kind.MINER) {
        return;
      }
      double gapSeconds = at.secondsSince(before);
      if (rapid.onGap(gapSeconds)) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("worker", share.submit().worker());
        data.put("job", share.submit().jobId());
        data.put("gap_ms", gapSeconds * 1e3);
        data.put("rapid_ms", rapidSeconds * 1e3);
        book.report(
            call,
            at,
            Suspicion.SHARES_RAPID,
            "The miner hands in shares within milliseconds of each other, more than its own pace"
                + " gives by chance",
            data);
      }
    }
  }
}
