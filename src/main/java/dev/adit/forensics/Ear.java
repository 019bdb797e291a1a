package dev.adit.forensics;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Hears one conversation. On its connection's loop; it never waits, and never throws.
public final class Ear {
  private final HeardQueue queue;
  private final AtomicLong missed;
  private final long number;
  private final Call call;
  private final @Nullable Manners manners;

  /// Whether the analyser knows of it. One that began while there was no room is joined later.
  private boolean known;

  private boolean minerGap;
  private boolean poolGap;
  private boolean over;

  /// @param missed counts what was said and not heard
  /// @param manners where somebody wants to know how the miner behaves
  Ear(HeardQueue queue, AtomicLong missed, long number, Call call, @Nullable Manners manners) {
    this.queue = queue;
    this.missed = missed;
    this.number = number;
    this.call = call;
    this.manners = manners;
    begin();
  }

  private boolean begin() {
    if (!known) {
      boolean underWay = minerGap || poolGap;
      known = queue.offer(new Heard.Began(number, call, manners, underWay, Moment.now()));
    }
    return known;
  }

  /// Bytes of one side, on their way already.
  ///
  /// @param bytes given away
  public void heard(Party who, byte[] bytes) {
    boolean gap = who == Party.MINER ? minerGap : poolGap;
    boolean lost =
        over || !begin() || !queue.offer(new Heard.Said(number, who, bytes, gap, Moment.now()));
    if (lost) {
      missed.incrementAndGet();
      if (manners != null) {
        manners.missSome();
      }
    }
    if (who == Party.MINER) {
      minerGap = lost;
    } else {
      poolGap = lost;
    }
  }

  /// Nothing more will be said.
  public void ended() {
    if (known && !over) {
      queue.put(new Heard.Ended(number, Moment.now()));
    }
    over = true;
  }
}
