package dev.adit.admin;

import dev.adit.forensics.Forensics;
import org.jspecify.annotations.Nullable;

/// One view for all who look within a quarter of a second, so that lanes are asked at most four
/// times a second however many look.
final class LatestView implements LiveState {
  private static final long KEEP_NANOS = 250_000_000;

  private final LiveState source;
  private final Slot plain = new Slot();
  private final Slot withMiners = new Slot();

  LatestView(LiveState source) {
    this.source = source;
  }

  @Override
  public @Nullable GatewayView view(boolean withMiners) {
    return (withMiners ? this.withMiners : plain).view(withMiners);
  }

  @Override
  public @Nullable Forensics forensics() {
    return source.forensics();
  }

  private final class Slot {
    private @Nullable GatewayView view;
    private long takenNanos;

    /// Late comers wait for the one who asks, and get its answer.
    synchronized @Nullable GatewayView view(boolean withMiners) {
      if (view == null || System.nanoTime() - takenNanos > KEEP_NANOS) {
        view = source.view(withMiners);
        takenNanos = System.nanoTime();
      }
      return view;
    }
  }
}
