package dev.adit.sim.torture;

/// One direction of a connection: what is sent arrives in order, a latency later, unless the
/// connection breaks before.
final class Wire {
  private final Agenda agenda;
  private final long latencyNanos;
  private long lastNanos;
  private long stalledNanos;
  private int underWay;
  private boolean cut;

  Wire(Agenda agenda, long latencyNanos) {
    this.agenda = agenda;
    this.latencyNanos = latencyNanos;
  }

  void send(Runnable arrival) {
    underWay++;
    lastNanos = Math.max(lastNanos, agenda.now() + latencyNanos);
    agenda.at(
        lastNanos,
        () -> {
          underWay--;
          if (!cut) {
            arrival.run();
          }
        });
  }

  /// Nothing sent from now on arrives before the time has passed: a reader that does not read.
  void stall(long nanos) {
    stalledNanos = Math.max(stalledNanos, agenda.now() + nanos);
    lastNanos = Math.max(lastNanos, stalledNanos);
  }

  /// It breaks: what is under way is lost.
  void cut() {
    cut = true;
  }

  /// Messages that pile up because nobody reads them.
  int unread() {
    return agenda.now() < stalledNanos ? underWay : 0;
  }
}
