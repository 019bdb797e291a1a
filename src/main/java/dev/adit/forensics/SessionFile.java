package dev.adit.forensics;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `ultra_proxy.log`: who came and went, what was found, and a line of statistics each minute.
final class SessionFile implements Witness.Source {
  static final String NAME = "ultra_proxy.log";
  private static final long STATISTICS_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AlertBook book;
  private final Consumer<Alert> listener = this::onAlert;
  private final RotatedFile file;
  private final SessionCount all = new SessionCount();
  private Moment latest = Moment.NEVER;
  private @Nullable Moment began;
  private Moment told = Moment.NEVER;
  private long toldLines;
  private long toldShares;
  private int open;
  private long alerts;

  SessionFile(FileRoom room, AlertBook book) {
    this.file = room.file(NAME, _ -> "");
    this.book = book;
    book.listen(listener);
  }

  private void onAlert(Alert alert) {
    alerts++;
    add(
        alert.last(),
        "%s %s (%s), miner %s, pool %s: %s"
            .formatted(
                alert.what().severity(),
                alert.what().kind().text(),
                alert.what().code(),
                alert.miner(),
                alert.pool(),
                alert.description()));
    if (alert.what().severity() == Severity.HIGH) {
      file.flush(alert.last());
    }
  }

  @Override
  public Witness attend(Conversation conversation) {
    return new Session(conversation.call());
  }

  private final class Session implements Witness {
    private final Call call;
    private final SessionCount count = new SessionCount();
    private Moment since = Moment.NEVER;

    Session(Call call) {
      this.call = call;
    }

    @Override
    public void onLine(Party who, byte[] bytes, int offset, int length, Moment at) {
      all.lines++;
    }

    @Override
    public void on(Observation seen) {
      count.on(seen);
      all.on(seen);
      Moment at = seen.at();
      switch (seen) {
        case Observation.Began _ -> {
          since = at;
          open++;
          add(
              at,
              "connected: miner %s to pool %s (%s:%d) by listener %s"
                  .formatted(call.miner(), call.pool(), call.host(), call.port(), call.listener()));
        }
        case Observation.Authorized(_, String worker, boolean granted) ->
            add(
                at,
                "%s: miner %s as worker %s"
                    .formatted(granted ? "authorized" : "not authorized", call.miner(), worker));
        case Observation.ShareSent(_, SeenShare share) when share.isBlock() -> {
          add(
              at,
              "BLOCK FOUND by miner %s, worker %s, job %s, pool %s"
                  .formatted(
                      call.miner(), share.submit().worker(), share.submit().jobId(), call.pool()));
          file.save(at);
        }
        case Observation.Ended(_, int unanswered) -> {
          open--;
          add(
              at,
              String.format(
                  Locale.ROOT,
                  "ended: miner %s, pool %s, after %.0f s: %s, unanswered %d",
                  call.miner(),
                  call.pool(),
                  at.secondsSince(since),
                  count,
                  unanswered));
        }
        default -> {}
      }
    }
  }

  private void add(Moment at, String text) {
    latest = at;
    file.add("[%s] %s\n".formatted(Times.iso(at.time()), DataText.cut(text)), at);
  }

  @Override
  public void onTick(Moment now) {
    latest = now;
    if (began == null) {
      began = now;
      told = now;
    } else if (now.nanos() - told.nanos() >= STATISTICS_NANOS) {
      tellStatistics(now, began);
    }
    file.flush(now);
  }

  private void tellStatistics(Moment now, Moment start) {
    double seconds = now.secondsSince(told);
    add(
        now,
        String.format(
            Locale.ROOT,
            "statistics: up %.0f s, connected %d, messages/s %.1f, shares/min %.1f, in all: %s,"
                + " alerts %d, clock %+d ms",
            now.secondsSince(start),
            open,
            (all.lines - toldLines) / seconds,
            (all.shares - toldShares) * 60 / seconds,
            all,
            alerts,
            now.offsetMillis()));
    told = now;
    toldLines = all.lines;
    toldShares = all.shares;
  }

  @Override
  public void close() {
    book.unlisten(listener);
    file.close(latest);
  }
}
