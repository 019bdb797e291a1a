package dev.adit.guard;

/// What the guard says to somebody who connects.
public sealed interface Admission {
  /// Come in.
  ///
  /// @param visit is to be told what happens from now on, its end above all
  record Admitted(Visit visit) implements Admission {}

  /// Nothing of it is remembered but that it was refused.
  ///
  /// @param untilNanos the time, of the clock that was asked with, from which a ban no longer
  ///   speaks against it; [Ban#FOREVER] where no such time is known
  record Refused(Refusal reason, long untilNanos) implements Admission {}
}
