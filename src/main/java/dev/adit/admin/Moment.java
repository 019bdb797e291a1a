package dev.adit.admin;

import java.time.Duration;
import java.time.Instant;

/// One moment by both clocks: the guard counts by the one, people by the other.
record Moment(long nanos, Instant wall) {

  static Moment now() {
    return new Moment(System.nanoTime(), Instant.now());
  }

  Instant before(long nanosAgo) {
    return wall.minus(Duration.ofNanos(nanosAgo));
  }
}
