package dev.adit.sim.torture;

/// One direction of a connection: what is sent arrives in order, a latency later, unless the
/// connection breaks before.
final class Wire {
  private final Agenda agenda;
  private final long latencyNanos;
  private long lastNanos;
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
    lastNanos = Math.max(lastNanos, agenda.now() + nanos);
  }

  /// It breaks: what is under way is lost.
  void cut() {
    cut = true;
  }

  /// Messages sent that have not arrived.
  int underWay() {
    return underWay;
  }
}
